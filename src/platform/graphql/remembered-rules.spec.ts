import { getMetadataStorage, IsInt, IsOptional, IsString, MaxLength, validateSync } from 'class-validator';
import { rememberRules } from './remembered-rules.js';

class Named {
  @IsString() @MaxLength(3) name: string;
}

class Counted extends Named {
  @IsOptional() @IsInt() count?: number;
}

class Renamed extends Named {
  @MaxLength(5) declare name: string;
}

describe('the rules of a class', () => {
  const storage = getMetadataStorage();
  const gathered: unknown[] = [];
  const gather = storage.getTargetValidationMetadatas.bind(storage);
  storage.getTargetValidationMetadatas = (...asked) => {
    gathered.push(asked[0]);
    return gather(...asked);
  };
  rememberRules();
  rememberRules();
  const violated = (input: object) => validateSync(input).flatMap(({ constraints }) => Object.keys(constraints ?? {}));

  it('are gathered once for each class, however many objects there are', () => {
    for (let time = 0; time < 5; time++) {
      violated(Object.assign(new Named(), { name: 'abc' }));
      violated(Object.assign(new Counted(), { name: 'abc' }));
    }
    expect(gathered).toEqual([Named, Counted]);
  });

  it('are those of the class and of the classes above it, each time', () => {
    for (let time = 0; time < 2; time++) {
      expect(violated(Object.assign(new Counted(), { name: 'abcd', count: 1.5 })).sort()).toEqual(['isInt', 'maxLength']);
      expect(violated(Object.assign(new Renamed(), { name: 'abcd' }))).toEqual([]);
      expect(violated(Object.assign(new Renamed(), { name: 'abcdef' }))).toEqual(['maxLength']);
      expect(violated(Object.assign(new Named(), { name: 'abcd' }))).toEqual(['maxLength']);
    }
  });

  it('of groups are kept apart', () => {
    const groups = storage.getTargetValidationMetadatas(Named, '', false, false, ['other']);
    expect(groups).toEqual([]);
    expect(storage.getTargetValidationMetadatas(Named, '', false, false)).toHaveLength(2);
  });
});
