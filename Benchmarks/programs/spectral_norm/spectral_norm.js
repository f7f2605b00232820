// The spectral norm of an infinite matrix, by the power method.
function element(i, j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

function times(v) {
  const n = v.length, result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0.0;
    for (let j = 0; j < n; j++) sum += element(i, j) * v[j];
    result[i] = sum;
  }
  return result;
}

function timesTransposed(v) {
  const n = v.length, result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0.0;
    for (let j = 0; j < n; j++) sum += element(j, i) * v[j];
    result[i] = sum;
  }
  return result;
}

function run(n) {
  let u = new Float64Array(n).fill(1.0), v;
  for (let i = 0; i < 10; i++) {
    v = timesTransposed(times(u));
    u = timesTransposed(times(v));
  }
  let vBv = 0.0, vv = 0.0;
  for (let i = 0; i < n; i++) {
    vBv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  console.log(Math.trunc((vBv / vv) ** 0.5 * 1e9));
}

run(2500);
