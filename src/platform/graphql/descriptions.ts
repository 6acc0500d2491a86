import { registerEnumType } from '@nestjs/graphql';
import type { Bilingual } from '../errors/faults.js';

const wordsOfEnums = new Map<object, Record<string, readonly [zh: string, en: string]>>();

/** A description in both languages, as it stands in the schema. */
export function described(zh: string, en: string): string {
  return `${zh}\n${en}`;
}

/** Registers an enum whose every value is described: value → [Chinese, English]. */
export function describedEnum<Values extends Record<string, string>>(
  values: Values,
  name: string,
  zh: string,
  en: string,
  meanings: Record<keyof Values, readonly [zh: string, en: string]>,
): void {
  wordsOfEnums.set(values, meanings);
  registerEnumType(values, {
    name,
    description: described(zh, en),
    valuesMap: Object.fromEntries(
      Object.entries(meanings).map(([key, [zhText, enText]]) => [key, { description: described(zhText, enText) }]),
    ) as never,
  });
}

/** What a value of a described enum means, for sentences that people read. Throws for a value that the enum does not have. */
export function wordOf(values: Record<string, string>, value: string): Bilingual {
  const words = wordsOfEnums.get(values)?.[value];
  if (!words) throw new Error(`No described enum has the value ${value}`);
  return { zh: words[0], en: words[1] };
}
