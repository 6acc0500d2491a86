/** A rate in percent with one decimal, half up, a trailing .0 dropped; null when nobody is on the register (inventory 1.3). */
export function ratePercentOf(covered: number, registered: number): string | null {
  if (registered === 0) return null;
  const tenths = Math.floor((covered * 2000 + registered) / (registered * 2));
  return tenths % 10 === 0 ? String(tenths / 10) : `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
