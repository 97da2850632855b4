const WEIGHTS = [1, 2, 1, 2, 1, 2, 4, 1] as const;
const digitSum = (product: number): number => Math.floor(product / 10) + (product % 10);

/**
 * Taiwan's unified business number (統一編號). Each digit times its weight, the digits of the products added up; a 7 in the
 * seventh place makes 28, whose digits add to 10 and then to 1 or 0, so there the sum plus one counts too. Since April 2023 the
 * sum is a multiple of 5, because multiples of 10 ran out; every number of the old rule holds under the new one.
 */
export function isBusinessNumber(text: string, rule: 'current' | 'old' = 'current'): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const divisor = rule === 'current' ? 5 : 10;
  const sum = WEIGHTS.reduce((total, weight, i) => total + digitSum(Number(text[i]) * weight), 0);
  return sum % divisor === 0 || (text[6] === '7' && (sum + 1) % divisor === 0);
}
