import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Gather = Storage['getTargetValidationMetadatas'];
type Rules = ReturnType<Gather>;

const remembering = new WeakSet<Storage>();

/**
 * Lets class-validator gather the rules of a class once. It looks through every class of the program again for each object that it validates,
 * a thousand times for a batch of a thousand entries; and the rules of a class stand since its declaration.
 */
export function rememberRules(storage: Storage = getMetadataStorage()): void {
  if (remembering.has(storage)) return;
  remembering.add(storage);
  const gather: Gather = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<string, WeakMap<Parameters<Gather>[0], Rules>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    const how = JSON.stringify([schema, always, strictGroups, groups]);
    const byClass = known.get(how) ?? new WeakMap<Parameters<Gather>[0], Rules>();
    known.set(how, byClass);
    const rules = byClass.get(target) ?? gather(target, schema, always, strictGroups, groups);
    byClass.set(target, rules);
    return rules;
  };
}
