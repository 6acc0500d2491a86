import { newId } from '../../src/platform/database/ids.js';
import type { DevelopmentLab, ShownError } from './development-lab.js';

/** A paper as the tests read it. */
export interface ShownDocument {
  id: string;
  title: string;
  isStanding: boolean;
  supersedesId: string | null;
  supersededById: string | null;
  correctionReason: string | null;
  withdrawnReason: string | null;
  attachedByName: string | null;
  version: number;
}
interface DocumentAnswer {
  document: ShownDocument | null;
  userErrors: ShownError[];
}

const FIELDS = 'id title isStanding supersedesId supersededById correctionReason withdrawnReason attachedByName version';
/** What a verb about papers answers. */
export const ANSWER = `document { ${FIELDS} } userErrors { __typename code message cure rule }`;

/** What is entered about a paper. */
export function paper(paperKind = 'APPLICATION_LETTER', title = '入党申请书') {
  return { paperKind, title, reference: '档2024-03', pagesCount: 3, heldBy: '第一党支部' };
}

/** Enters and reads the papers of cases. */
export class PaperDesk {
  constructor(private readonly lab: DevelopmentLab) {}

  async verb(name: string, input: object): Promise<DocumentAnswer> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${ANSWER} } }`;
    return (await this.lab.app.ask<Record<string, DocumentAnswer>>(this.lab.tokens.recorder, query, { input }))[name]!;
  }

  /** Attaches a paper, which must succeed. */
  async attach(caseId: string, wish: object = {}): Promise<ShownDocument> {
    const input = { caseId, ...paper(), idempotencyKey: `paper-${newId()}`, ...wish };
    const { document, userErrors } = await this.verb('attachDevelopmentDocument', input);
    if (!document) throw new Error(JSON.stringify(userErrors));
    return document;
  }

  async documents(caseId: string, onlyStanding = false): Promise<ShownDocument[]> {
    const query = `query ($caseId: ID!, $onlyStanding: Boolean!) {
      developmentDocuments(caseId: $caseId, purpose: HANDLING, onlyStanding: $onlyStanding, first: 100) { nodes { ${FIELDS} } totalCount } }`;
    const answer = await this.lab.app.ask<{ developmentDocuments: { nodes: ShownDocument[] } }>(this.lab.tokens.reader, query, {
      caseId,
      onlyStanding,
    });
    return answer.developmentDocuments.nodes;
  }
}
