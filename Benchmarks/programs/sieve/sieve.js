// The sieve of Eratosthenes, several times.
function countPrimes(limit) {
  const prime = new Uint8Array(limit).fill(1);
  let count = 0;
  for (let i = 2; i < limit; i++) {
    if (prime[i]) {
      count += 1;
      for (let j = i * i; j < limit; j += i) prime[j] = 0;
    }
  }
  return count;
}

let total = 0;
for (let round = 0; round < 20; round++) total += countPrimes(5000000 + round * 1000);
console.log(total);
