import request from 'supertest';
import { newId } from '../../src/platform/database/ids.js';
import type { Answer, PledgeFacts, PledgeLab } from './pledge-lab.js';

/** A plate as the tests read it. */
export interface PlateFacts {
  id: string;
  version: number;
  status: string;
  serialNumber: string;
  recallDueOn?: string;
  isValid: boolean;
}

/** The code of a plate, in the forms that were asked for. */
export interface PlateCodeFacts {
  url: string;
  isPrintable: boolean;
  svg: string;
  pngBase64: string;
}

/** Shops of a park with their plates, and what their codes lead to. */
export class PlateDesk {
  constructor(
    private readonly lab: PledgeLab,
    private readonly templateId: string,
  ) {}

  issue(storefrontId: string): Promise<Answer<PlateFacts>> {
    return this.lab.verb<PlateFacts>('issuePlate', { parkId: this.lab.parkId, storefrontId, idempotencyKey: newId() });
  }

  step(name: string, plate: PlateFacts, more: object = {}): Promise<PlateFacts> {
    return this.lab.done<PlateFacts>(name, { plateId: plate.id, expectedVersion: plate.version, ...more });
  }

  /** The public page of a code. */
  page(path: string): request.Test {
    return request(this.lab.app.server).get(`/verify/${path}`);
  }

  /** A shop with a pledge in force and a plate. */
  async shop(name: string): Promise<{ storefrontId: string; pledge: PledgeFacts; plate: PlateFacts }> {
    const storefrontId = await this.lab.storefront(name);
    const pledge = await this.lab.signed(this.templateId, storefrontId);
    return { storefrontId, pledge, plate: (await this.issue(storefrontId)).result! };
  }

  async codeOf(plate: PlateFacts, forms = ''): Promise<PlateCodeFacts & { token: string }> {
    const query = `query ($id: ID!) { plateCode(plateId: $id) { url ${forms} } }`;
    const { plateCode } = await this.lab.app.ask<{ plateCode: PlateCodeFacts }>(this.lab.secretary, query, { id: plate.id });
    return { ...plateCode, token: plateCode.url.split('/verify/')[1]! };
  }
}
