import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import { described } from '../../platform/graphql/descriptions.js';
import { QueryOperation } from '../../platform/graphql/operations.js';
import { ReadingPurpose } from '../cases/case-states.js';
import { DevelopmentFormKind } from './form-facts.js';
import { DevelopmentFormView } from './form.objects.js';
import { FormQueries } from './form.queries.js';

/** Official forms of a case. */
@Resolver()
export class FormResolver {
  constructor(private readonly queries: FormQueries) {}

  @QueryOperation(() => DevelopmentFormView, {
    zh: '由个案记录生成表册(.docx,查阅留痕)',
    en: 'Fills an official form in from a case, as .docx; the reading is recorded',
    permission: 'development.read',
  })
  developmentForm(
    @CurrentCaller() caller: Caller,
    @Args('caseId', { type: () => ID, description: described('个案', 'The case') }) caseId: string,
    @Args('kind', { type: () => DevelopmentFormKind, description: described('哪一种表册', 'Which form') }) kind: DevelopmentFormKind,
    @Args('purpose', { type: () => ReadingPurpose, description: described('查阅目的(留痕)', 'Why it is read; recorded') })
    purpose: ReadingPurpose,
    @Args('isIdCardShown', {
      type: () => Boolean,
      defaultValue: false,
      description: described('打印身份证号(须有权查看,另行留痕)', 'Print the ID-card number; needs the right to it, recorded by itself'),
    })
    isIdCardShown: boolean,
  ): Promise<DevelopmentFormView> {
    return this.queries.developmentForm(caller, { caseId, kind, purpose, isIdCardShown });
  }
}
