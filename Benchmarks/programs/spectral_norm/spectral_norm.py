# The spectral norm of an infinite matrix, by the power method.
def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1)


def times(v):
    n = len(v)
    result = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(i, j) * v[j]
        result.append(total)
    return result


def times_transposed(v):
    n = len(v)
    result = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += element(j, i) * v[j]
        result.append(total)
    return result


def run(n):
    u = [1.0] * n
    for i in range(10):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    vBv = vv = 0.0
    for i in range(n):
        vBv += u[i] * v[i]
        vv += v[i] * v[i]
    print(int((vBv / vv) ** 0.5 * 1e9))


run(2500)
