import { FormQueries } from '../forms/form.queries.js';
import { FormResolver } from '../forms/form.resolver.js';
import { ArchivePapers } from './archive-papers.js';
import { DevelopmentDocuments } from './development-documents.service.js';
import { EvidenceQueries } from './evidence.queries.js';
import { EvidenceResolver } from './evidence.resolver.js';
import { FormNumbers } from './form-numbers.js';
import { PaperCatalog } from './paper-catalog.js';

/** Papers, the timeline and the official forms. */
export const EVIDENCE = [
  PaperCatalog,
  DevelopmentDocuments,
  ArchivePapers,
  FormNumbers,
  EvidenceQueries,
  EvidenceResolver,
  FormQueries,
  FormResolver,
];
