-- The spectral norm of an infinite matrix, by the power method.
local function element(i, j) return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1) end

local function times(n, v)
  local result = {}
  for i = 0, n - 1 do
    local sum = 0.0
    for j = 0, n - 1 do sum = sum + element(i, j) * v[j] end
    result[i] = sum
  end
  return result
end

local function timesTransposed(n, v)
  local result = {}
  for i = 0, n - 1 do
    local sum = 0.0
    for j = 0, n - 1 do sum = sum + element(j, i) * v[j] end
    result[i] = sum
  end
  return result
end

local function run(n)
  local u, v = {}, {}
  for i = 0, n - 1 do u[i] = 1.0 end
  for i = 1, 10 do
    v = timesTransposed(n, times(n, u))
    u = timesTransposed(n, times(n, v))
  end
  local vBv, vv = 0.0, 0.0
  for i = 0, n - 1 do
    vBv = vBv + u[i] * v[i]
    vv = vv + v[i] * v[i]
  end
  print(string.format("%d", math.floor((vBv / vv) ^ 0.5 * 1e9)))
end

run(2500)
