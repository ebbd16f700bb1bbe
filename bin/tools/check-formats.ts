// Has independent implementations read what bundles hold for programs: compliance-trestle the OSCAL documents, and the
// schemas of ocsf-json-schema the OCSF events. Each is also given a broken document, which it must refuse.
//   npm run check:formats                         of two made-up bundles
//   npm run check:formats -- <folder> ...         of unpacked bundles
import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { ensurePackage, type Package } from '#lib/demo/python.ts';
import { writeEmpty, writeFull } from './format-fixtures.ts';

const VALIDATORS: Package = {
  name: 'compliance-trestle',
  pinned: ['compliance-trestle==5.2.0', 'ocsf-json-schema==1.2.0'],
  suitable: /^5\.2\.0$/, // it reads OSCAL up to 1.2.1, which is what bundles are written in
  needs: 'ocsf_json_schema',
};

/** OSCAL's documents by the names that trestle has for their models. */
const OSCAL = {
  'oscal-ar': 'assessment_results',
  'oscal-poam': 'poam',
  'oscal-catalog': 'catalog',
} as const;
const OCSF = 'ocsf-2003.ndjson';

/** Reads pairs of a model's name and a document, one a line; writes null for each that is valid, or what is wrong. */
const TRESTLE = `
import importlib, json, pathlib, sys
import trestle.core.validator_factory
from trestle.core.all_validator import AllValidator
for line in sys.stdin:
    name, document = json.loads(line)
    try:
        model = importlib.import_module('trestle.oscal.' + name).Model.model_validate(document)
        inner = getattr(model, next(iter(type(model).model_fields)))
        validator = AllValidator()
        wrong = None if validator.model_is_valid(inner, True, pathlib.Path()) else validator.error_msg()
    except ValueError as error:
        wrong = str(error)
    print(json.dumps({'wrong': wrong}))
`;

/** The JSON Schema of a Compliance Finding; the package has OCSF's own definitions with it and asks no network. */
const SCHEMA = `
import json
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema
schemas = OcsfJsonSchemaEmbedded(get_ocsf_schema(version='1.6.0'))
print(json.dumps(schemas.get_class_schema(schemas.lookup_class_name_from_uid(2003), ['cloud'])))
`;

function ask(python: string, code: string, input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(python, ['-c', code], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`the validators could not be run:\n${stderr}`);
  return stdout;
}

type Document = Record<string, unknown>;
type Judged = readonly [model: string, document: Document];

/** What trestle says against each document; null where it says nothing. */
const oscalFaults = (python: string, documents: readonly Judged[]): readonly (string | null)[] =>
  ask(python, TRESTLE, documents.map((pair) => `${JSON.stringify(pair)}\n`).join(''))
    .split('\n')
    .filter((line) => line.startsWith('{"wrong":'))
    .map((line) => (JSON.parse(line) as { wrong: string | null }).wrong);

const ocsfFault = (valid: ValidateFunction, event: unknown): string | null =>
  valid(event)
    ? null
    : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');

const read = async (folder: string, name: string): Promise<Document> =>
  JSON.parse(await readFile(join(folder, 'machine', `${name}.json`), 'utf8')) as Document;

/** Documents that differ from a valid one in one thing each. */
function brokenOscal(results: Document): readonly Judged[] {
  const broken = (change: (inner: Document) => void): Judged => {
    const document = structuredClone(results);
    change(document['assessment-results'] as Document);
    return [OSCAL['oscal-ar'], document];
  };
  return [
    broken((inner) => delete inner['import-ap']),
    broken((inner) => {
      inner.verdict = 'fine';
    }),
    broken((inner) => {
      inner.results = [...(inner.results as unknown[]), ...(inner.results as unknown[])]; // each UUID twice
    }),
  ];
}

const brokenOcsf = (event: Document): readonly Document[] => [
  { ...event, severity_id: 7 },
  { ...event, verdict: 'fine' },
  { ...event, metadata: {} },
];

/** @returns what is wrong, one line each, and how many documents and events were looked at */
async function check(python: string, folders: readonly string[]) {
  const faults: string[] = [];
  const names = Object.entries(OSCAL);
  const documents = await Promise.all(
    folders.flatMap((folder) =>
      names.map(
        async ([name, model]) =>
          [join(folder, 'machine', `${name}.json`), [model, await read(folder, name)]] as const,
      ),
    ),
  );
  const found = oscalFaults(
    python,
    documents.map(([, judged]) => judged),
  );
  for (const [index, [path]] of documents.entries())
    if (found[index] !== null) faults.push(`${path}: ${found[index] ?? 'was not looked at'}`);

  const valid = new Ajv2020({ strict: false }).compile(JSON.parse(ask(python, SCHEMA)) as object);
  let events = 0;
  let sample: Document | null = null;
  for (const folder of folders) {
    const path = join(folder, 'machine', OCSF);
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: 0 })) {
      const event = JSON.parse(line) as Document;
      const fault = ocsfFault(valid, event);
      if (fault !== null) faults.push(`${path}, event ${events + 1}: ${fault}`);
      events += 1;
      sample ??= event;
    }
  }

  const [results] = documents.map(([, [, document]]) => document);
  const unnoticed = [
    ...(results ? oscalFaults(python, brokenOscal(results)) : [null]),
    ...(sample ? brokenOcsf(sample).map((event) => ocsfFault(valid, event)) : [null]),
  ].filter((fault) => fault === null);
  if (unnoticed.length > 0)
    faults.push(`the check is broken: ${unnoticed.length} documents that are wrong were not refused`);
  return { faults, documents: documents.length, events };
}

const temporary = await mkdtemp(join(tmpdir(), 'vouch-formats-'));
try {
  const python = await ensurePackage(VALIDATORS, (line) => console.error(line));
  const given = process.argv.slice(2);
  const made = [join(temporary, 'full'), join(temporary, 'empty')] as const;
  if (given.length === 0) {
    await writeFull(made[0]);
    await writeEmpty(made[1]);
  }
  const { faults, documents, events } = await check(python, given.length > 0 ? given : made);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else
    console.log(
      `${documents} OSCAL documents and ${events} OCSF events are valid; broken ones were refused.`,
    );
} finally {
  await rm(temporary, { recursive: true, force: true });
}
