import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { CONTROLS } from '../../controls/index.ts';
import { CONTROL_IDS, type ControlId } from '../../domain/control.ts';
import { acceptsUntil, type Exception } from '../../domain/exception.ts';
import type { AnyRule } from '../../domain/rule.ts';
import { plural } from '../../report/words.ts';
import { exceptionsByRule } from '../exceptions.ts';
import { type BundleFolder, NO_EVIDENCE, type OpenTable } from '../folder.ts';
import type { History } from '../history.ts';
import { LISTINGS } from '../listings.ts';
import { MerkleTree } from '../merkle.ts';
import type { Population } from '../sample.ts';
import { recordsOf } from '../verifier/sample.mjs';

/** One finding as a row of its control's population, at the cut-off. */
interface PopulationRow {
  /** Its number, from 1: what a sample names. */
  readonly n: number;
  readonly rule: string;
  /** SHA-256 (hex) of the rule's source, in force at the cut-off. */
  readonly ruleHash: string;
  readonly resource: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly verdict: string;
  readonly reason: string;
  readonly since: string;
  readonly firstRun: string;
  /** Ids of the exceptions that accept it; empty where none does. */
  readonly exception: string;
}

const COLUMNS = [
  'n',
  'rule',
  'ruleHash',
  'resource',
  'type',
  'account',
  'region',
  'verdict',
  'reason',
  'since',
  'firstRun',
  'exception',
] as const satisfies readonly (keyof PopulationRow)[];

/** A population as the index has it. */
export interface IndexedPopulation extends Population {
  readonly title: string;
  readonly columns: readonly string[];
  /** Why it has no rows; null where it has some. */
  readonly empty: string | null;
}

/** What populations are made of. */
interface Populated {
  readonly rules: readonly AnyRule[];
  readonly history: Pick<History, 'rules' | 'latest'>;
  /** As they were at the cut-off. */
  readonly exceptions: readonly Exception[];
  /** The cut-off: the end of the period. */
  readonly to: string;
}

/**
 * The full population of every control at the cut-off, one row a finding, in one pass over the findings; and an index
 * with the Merkle root of each, and of every other table that can be sampled.
 */
export async function writePopulations(out: BundleFolder, populated: Populated): Promise<void> {
  await writeRows(out, populated);
  const populations: IndexedPopulation[] = [];
  for (const id of CONTROL_IDS) {
    const { title } = CONTROLS[id];
    populations.push(await indexed(out, { id, path: pathOf(id), title, empty: whyEmpty(id, populated) }));
  }
  for (const { sampled, id, path, title, empty } of LISTINGS)
    if (sampled) populations.push(await indexed(out, { id, path, title, empty }));
  await out.json('populations/index.json', { version: 1, cutOff: populated.to, populations });
  await out.write('samples/README.txt', [README], NO_EVIDENCE);
}

const pathOf = (control: ControlId): string => `populations/${control}.csv`;

async function writeRows(out: BundleFolder, { rules, history, exceptions, to }: Populated): Promise<void> {
  const controls = new Map(rules.map((rule) => [rule.id, rule.controls]));
  const hashes = new Map(history.rules.last().map(({ name, value }) => [name, value.hash]));
  const about = exceptionsByRule(exceptions);
  const tables = new Map<ControlId, { readonly table: OpenTable<PopulationRow>; rows: number }>();
  for (const id of CONTROL_IDS)
    tables.set(id, { table: await out.openTable(pathOf(id), COLUMNS, { controls: [id] }), rows: 0 });

  for await (const finding of out.records('results/intervals.csv')) {
    if (finding.until !== '') continue;
    const { rule = '', resource = '', account = '', verdict = '' } = finding;
    const { type = '', region = '', reason = '', since = '', firstRun = '' } = finding;
    const exception =
      verdict === 'FAIL'
        ? about(rule)
            .filter((one) => acceptsUntil(one, { rule, resource, account }, to))
            .map(({ id }) => id)
        : [];
    for (const control of controls.get(rule) ?? []) {
      const open = tables.get(control);
      if (!open) continue;
      open.rows += 1;
      await open.table.add({
        n: open.rows,
        rule,
        ruleHash: hashes.get(rule) ?? '',
        resource,
        type,
        account,
        region,
        verdict,
        reason,
        since,
        firstRun,
        exception: exception.join(' '),
      });
    }
  }
  for (const { table } of tables.values()) await table.close();
}

/** Reads a table back as it lies in the bundle: its columns, the number of its records, and the root over them. */
async function indexed(
  out: BundleFolder,
  { empty, ...what }: Pick<Population, 'id' | 'path'> & { readonly title: string; readonly empty: string },
): Promise<IndexedPopulation> {
  const tree = new MerkleTree();
  let columns: readonly string[] | null = null;
  for await (const record of recordsOf(createReadStream(join(out.root, what.path)))) {
    if (columns) tree.add(record);
    else columns = record.toString().split(',');
  }
  return {
    ...what,
    rows: tree.leaves,
    root: tree.root(),
    columns: columns ?? [],
    empty: tree.leaves === 0 ? empty : null,
  };
}

function whyEmpty(control: ControlId, { rules, history }: Populated): string {
  const theirs = rules.filter(({ controls }) => controls.includes(control)).map(({ id }) => id);
  const { latest } = history;
  if (theirs.length === 0) return 'no rule tests this control: controls/criteria.csv says what to ask for';
  if (!latest) return 'no run of the period came to a plan';
  const inForce = theirs.filter((id) => latest.rules.some((rule) => rule.id === id));
  return inForce.length === 0
    ? `none of its ${plural(theirs.length, 'rule')} was in force at the cut-off: no criterion that it serves is in scope`
    : `its ${plural(inForce.length, 'rule')} found nothing to examine: results/populations.csv has each account's zero, gaps/ what could not be listed`;
}

const README = `Samples

Every population of this bundle is listed in populations/index.json, with the number of its rows and the root of the
Merkle tree (RFC 6962) over them. The manifest lists that file, and is signed: the populations stood before anybody
named a seed.

To draw a sample, name any text as the seed, after you have received the bundle:

  node verify/sample.mjs draw <population> <size> <seed> > sample.json

The population is a control's id, or one of: ${LISTINGS.filter(({ sampled }) => sampled)
  .map(({ id }) => id)
  .join(', ')}.
The same seed gives the same rows, and a larger sample begins with the smaller one. "vouch sample" draws the same.

sample.json holds the rows drawn, each with the proof that it belongs to the population. It can be handed over without
the rest, together with MANIFEST.json, MANIFEST.dsse.json, populations/index.json and verify/. Whoever receives it runs,
in the folder of these files:

  node verify/sample.mjs prove sample.json

which checks the signature, that the rows are those that the seed draws, and each row's proof.

How rows are drawn, so that it can be done again without this program:

  1. Count from 0. For each count, take SHA-256 of the UTF-8 text <root>:<count>:<seed>, where <root> is the population's
     root as populations/index.json has it. Read it as a number X of 256 bits, most significant first.
  2. With N rows: if X is 2^256 - (2^256 mod N) or more, go on to the next count, or some rows would come more often.
  3. Otherwise row (X mod N) + 1 is drawn, if it was not drawn before. Stop when there are enough.

For example, the first number of the seed "2027-02-14 Smith" in a shell:
  printf '%s' "$ROOT:0:2027-02-14 Smith" | sha256sum
`;
