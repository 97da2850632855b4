// How benchmarks count and print. Machines are shared and noisy: rounds alternate, medians and ratios are what counts.
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
export const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)];
export const ms = (n) => `${n.toFixed(1)} ms`;
export const perSecond = (n) => `${n.toFixed(0)}/s`;

/** Runs the contenders in turn, `rounds` times, and returns each one's median rate. */
export async function alternate(contenders, { rounds, seconds }) {
  const rates = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (const [, run] of Object.entries(contenders)) await run(Math.min(2, seconds)); // warm-up: plans, JIT, caches
  for (let round = 0; round < rounds; round++) for (const [name, run] of Object.entries(contenders)) rates[name].push(await run(seconds));
  return Object.fromEntries(Object.entries(rates).map(([name, list]) => [name, median(list)]));
}

/** `clients` loops that call `once` until the time is over; answers calls per second. */
export async function closedLoop(clients, seconds, once) {
  const end = Date.now() + seconds * 1000;
  let done = 0;
  const began = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let n = 0; Date.now() < end; n++) {
        await once(client, n);
        done++;
      }
    }),
  );
  return done / (Number(process.hrtime.bigint() - began) / 1e9);
}

/** Starts `rate` calls a second whether or not earlier ones have ended (open model), and returns the sorted durations from the planned start. */
export async function openLoop(rate, seconds, once) {
  const durations = [];
  const began = performance.now();
  const running = [];
  for (let n = 0; n < rate * seconds; n++) {
    const planned = began + (n * 1000) / rate;
    const wait = planned - performance.now();
    if (wait > 0) await new Promise((resume) => setTimeout(resume, wait));
    running.push(once(n).then(() => durations.push(performance.now() - planned)));
  }
  await Promise.all(running);
  return durations.sort((a, b) => a - b);
}

/** Prints one comparison and says whether the goal was met; the exit code of the benchmark. */
export function verdict(lines) {
  for (const { what, value, goal, met } of lines)
    console.log(`${met === undefined ? '    ' : met ? 'ok  ' : 'MISS'} ${what}: ${value}${goal ? `   (goal: ${goal})` : ''}`);
  return lines.some((l) => l.met === false) ? 1 : 0;
}
