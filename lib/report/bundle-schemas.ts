import { z } from 'zod';
import { BUNDLE_FILES, envelopeDocument } from './bundle-contract.ts';

const described = (title: string, form: z.ZodType): object => ({ title, ...z.toJSONSchema(form) });

/** JSON Schemas (2020-12) of a bundle's JSON files, by the name of their own file; those of OSCAL and OCSF are elsewhere. */
export const bundleSchemas = (): Readonly<Record<string, object>> => ({
  'envelope.schema.json': described('the envelope (DSSE v1) around what is signed', envelopeDocument),
  ...Object.fromEntries(
    Object.entries(BUNDLE_FILES).map(([name, { files, form, signed }]) => [
      `${name}.schema.json`,
      described(`${files.join(', ')}${signed ? ': what is signed in the envelope' : ''}`, form),
    ]),
  ),
});
