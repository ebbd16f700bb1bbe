import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { criteriaOf } from '../controls/index.ts';
import type { CriterionId } from '../domain/control.ts';
import type { Bundling } from './bundle/bundling.ts';
import type { Chain } from './bundle/chain.ts';
import { writeHuman } from './bundle/human.ts';
import { writeIpe } from './bundle/ipe.ts';
import { writeKeys } from './bundle/keys.ts';
import { writeMachine } from './bundle/machine.ts';
import { writePopulations } from './bundle/populations.ts';
import { writeSchemas } from './bundle/schema.ts';
import { STATEMENTS } from './bundle/signatures.ts';
import { sha256 } from './canonical.ts';
import { type Envelope, preAuthenticationEncoding, signedFile } from './dsse.ts';
import { BundleFolder, NO_EVIDENCE } from './folder.ts';
import type { Period } from './intervals.ts';
import { fingerprint } from './keys.ts';
import { lastDay, type Span, type Subject, subjectOf } from './period.ts';
import { type BundleSummary, briefOf } from './summary.ts';
import { writeTables } from './tables.ts';
import { listFiles } from './verifier/verify.mjs';
import { VERIFIERS } from './verifiers.ts';
import { packZip } from './zip.ts';

const STATEMENT_TYPE = 'application/vnd.in-toto+json';
const verifier = (name: string): Promise<Buffer> =>
  readFile(fileURLToPath(new URL(`./verifier/${name}`, import.meta.url)));

/** By their ends; https://www.iana.org/assignments/media-types/media-types.xhtml */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gz: 'application/gzip',
  html: 'text/html',
  json: 'application/json',
  mjs: 'text/javascript',
  ndjson: 'application/x-ndjson',
  pdf: 'application/pdf',
  pem: 'application/x-pem-file',
  sh: 'application/x-sh',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const mediaTypeOf = (path: string): string =>
  MEDIA_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

/** A bundle that was built. */
export interface Bundle {
  readonly id: string;
  readonly period: Period;
  readonly summary: BundleSummary;
}

/**
 * Builds the bundle of a period (Type II), or of the design at a time (Type I), from the same code. What fails leaves
 * nothing in the folder.
 * @throws RangeError when there is nothing to tell of it, saying which times have evidence
 * @throws NoSpace when the disk is full
 */
export async function buildBundle(folder: string, span: Span, bundling: Bundling): Promise<Bundle> {
  const subject = await subjectOf(span, bundling.clock(), bundling.store);
  await rm(folder, { recursive: true, force: true });
  const out = new BundleFolder(folder);
  try {
    return await writeBundle(out, subject, bundling);
  } catch (error) {
    await out.discard();
    throw error;
  }
}

async function writeBundle(out: BundleFolder, subject: Subject, bundling: Bundling): Promise<Bundle> {
  const { history, chain, exceptions, ...told } = await writeTables(out, subject, bundling);
  const { period, organization } = told.summary;
  await writePopulations(out, { rules: bundling.rules, history, exceptions, to: period.to });
  const ipeFaults = await writeIpe(out, period, history, bundling);
  const summary = { ...told.summary, faults: [...new Set([...told.summary.faults, ...ipeFaults])] };
  await writeMachine(out, { ...bundling, organization, period });
  await out.json('summary.json', summary);
  await writeSchemas(out);

  const { pem } = await bundling.signer.publicKey();
  await writeKeys(out, chain, bundling);
  for (const name of VERIFIERS) await out.write(`verify/${name}`, [await verifier(name)], NO_EVIDENCE);
  await writeHuman(out, {
    brief: briefOf(summary),
    generator: bundling.generator,
    keyFingerprint: fingerprint(pem),
  });
  const criteria = history.latest?.scope.criteria ?? [];
  return { id: await sign(out, { period, organization, criteria }, chain, bundling), period, summary };
}

/** Packs a built bundle. */
export const packBundle = (folder: string, out: string): Promise<void> =>
  packZip(folder, listFiles(folder), out);

/**
 * The name of a bundle's file is the auditor's first piece of information: `soc2-evidence_o-abc_2026-11-01_2026-11-15_1a2b3c4d.zip`,
 * `soc2-evidence-type-I_o-abc_2026-11-15_1a2b3c4d.zip`.
 */
export function bundleName({ id, period, summary }: Bundle): string {
  const [kind, time] =
    summary.type === 'I'
      ? ['soc2-evidence-type-I', lastDay(period)]
      : ['soc2-evidence', `${period.from.slice(0, 10)}_${period.to.slice(0, 10)}`];
  return `${kind}_${summary.organization ?? 'account'}_${time}_${id.slice(0, 12)}.zip`;
}

/** What the manifest says besides its files. */
interface Signed {
  readonly period: Period;
  readonly organization: string | null;
  /** All in scope. */
  readonly criteria: readonly CriterionId[];
}

/** Lists every file, signs the list, and writes the signature in the three forms that verifiers read. */
async function sign(
  out: BundleFolder,
  { period, organization, criteria }: Signed,
  chain: Chain,
  { signer, evidence, clock, generator, requester }: Bundling,
): Promise<string> {
  const { first, count, previous, last } = chain;
  const files = out.files
    .map(({ controls, ...file }) => ({
      ...file,
      mediaType: mediaTypeOf(file.path),
      criteria: controls ? criteriaOf(controls).filter((id) => criteria.includes(id)) : criteria,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = {
    version: 1,
    generator,
    organization,
    period,
    chain: { first, count, previous, last },
    files,
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const id = sha256(text);
  // For those without Node.js: signed beside the manifest, so that they need not take it apart.
  const sums = files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
  const generatedAt = clock().toISOString();
  const envelopeFile = await signedFile(signer, STATEMENT_TYPE, {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: 'MANIFEST.json', digest: { sha256: id } },
      { name: 'verify/SHA256SUMS', digest: { sha256: sha256(sums) } },
    ],
    predicateType: 'urn:vouch:evidence-bundle:1',
    predicate: { id, generatedAt, generator, requester, period },
  });
  const envelope = JSON.parse(envelopeFile.toString()) as Envelope;
  const payload = Buffer.from(envelope.payload, 'base64');
  await evidence.put(`${STATEMENTS}${generatedAt}_${id}.json`, envelopeFile, 'application/json');
  await out.write('MANIFEST.json', [text]);
  await out.write('verify/SHA256SUMS', [sums]);
  await out.write('MANIFEST.dsse.json', [envelopeFile]);
  await out.write('verify/manifest.pae', [preAuthenticationEncoding(envelope.payloadType, payload)]);
  await out.write('verify/manifest.sig', [Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64')]);
  return id;
}
