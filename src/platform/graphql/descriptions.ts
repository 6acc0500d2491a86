import { registerEnumType } from '@nestjs/graphql';

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
  registerEnumType(values, {
    name,
    description: described(zh, en),
    valuesMap: Object.fromEntries(
      Object.entries(meanings).map(([key, [zhText, enText]]) => [key, { description: described(zhText, enText) }]),
    ) as never,
  });
}
