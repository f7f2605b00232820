# The sieve of Eratosthenes, several times.
def count_primes(limit):
    prime = [True] * limit
    count = 0
    for i in range(2, limit):
        if prime[i]:
            count += 1
            for j in range(i * i, limit, i):
                prime[j] = False
    return count


total = 0
for round in range(20):
    total += count_primes(5_000_000 + round * 1000)
print(total)
