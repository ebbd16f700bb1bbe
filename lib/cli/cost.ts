import { type Command, InvalidArgumentError } from 'commander';
import { type Bill, billOf, DAYS_PER_MONTH } from '../cost/bill.ts';
import { inducedUsage } from '../cost/induced.ts';
import { MEASURED } from '../cost/measured.ts';
import { ownUsage } from '../cost/own.ts';
import { PRICED_REGION, PRICES } from '../cost/prices.ts';
import { requestsOf } from '../cost/requests.ts';
import { DEFAULT_SIZE, findingsOf, type Size, targetsOf } from '../cost/size.ts';
import type { CostDocument } from '../report/contract.ts';
import { columns } from '../report/terminal.ts';
import { DEFAULT_SCOPE } from '../scope/scope.ts';
import { bold, print, printJson } from './terminal.ts';

/** `vouch cost` */
export const costCommand = (program: Command): Command =>
  program
    .command('cost')
    .summary('what Vouch costs in AWS, and what its calls make others pay')
    .description(
      'Estimates the daily bill of a deployment from list prices and from calls counted in a recorded run.\nFree tiers and discounts are not counted. docs/cost.md says what is measured and what is assumed.',
    )
    .requiredOption('--accounts <n>', 'accounts in the Organization', whole(1))
    .requiredOption('--regions <n>', 'Regions that each account has enabled', whole(1))
    .requiredOption('--resources <n>', 'resources that rules examine, in all accounts together', whole(0))
    .option(
      '--findings-per-resource <x>',
      'rules applied to a resource, on average; as measured, if left out',
      upTo(Number.POSITIVE_INFINITY),
      DEFAULT_SIZE.findingsPerResource,
    )
    .option(
      '--change-rate <x>',
      'part of the findings that change in a day, 0 to 1; if left out, a resource lives for a year',
      upTo(1),
      DEFAULT_SIZE.changeRate,
    )
    .option(
      '--retention-days <n>',
      "age of the record that storage is counted for; if left out, the scope file's default",
      whole(1),
      DEFAULT_SCOPE.evidence.retentionDays,
    )
    .option(
      '--trail-copies <n>',
      'CloudTrail trails that record reads, beyond the first, which is free',
      whole(0),
      DEFAULT_SIZE.trailCopies,
    )
    .option('--json', 'print one JSON document (docs/schemas/cost.schema.json)')
    .action(({ json, ...size }: Size & { readonly json?: true }) => {
      const document = costOf(size);
      if (json) printJson(document);
      else print(inWords(document));
    });

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number, ${least} or more.`);
  };
}

function upTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(?:\.\d+)?$/.test(text) && value <= most) return value;
    throw new InvalidArgumentError(
      `Expected a number, 0 or more${Number.isFinite(most) ? `, at most ${most}` : ''}.`,
    );
  };
}

/** The estimate as the machine form shows it. */
export const costOf = (size: Size): CostDocument => ({
  size,
  targets: targetsOf(size),
  findings: Math.round(findingsOf(size, MEASURED)),
  requests: Math.round(requestsOf(size, MEASURED).total),
  region: PRICED_REGION,
  own: billDocument(billOf(ownUsage(size, MEASURED))),
  induced: billDocument(billOf(inducedUsage(size, MEASURED))),
});

const billDocument = ({ lines, usdPerDay }: Bill): CostDocument['own'] => ({
  lines: lines.map(({ price: id, what, quantity, usdPerDay }) => {
    const { service, unit, ...price } = PRICES[id];
    return { service, what, quantity, unit, price, usdPerDay, usdPerMonth: usdPerDay * DAYS_PER_MONTH };
  }),
  usdPerDay,
  usdPerMonth: usdPerDay * DAYS_PER_MONTH,
});

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
/** Small quantities keep their digits. */
const quantityText = (value: number): string =>
  number(value, value < 100 && !Number.isInteger(value) ? 2 : 0);

function inWords({ size, targets, findings, requests, region, own, induced }: CostDocument): string {
  const dates = [...own.lines, ...induced.lines].map(({ price }) => price.asOf).sort();
  return [
    `${number(targets)} targets, ${number(findings)} findings, ${number(requests)} requests a day; storage of ${number(size.retentionDays)} days`,
    `List prices of ${region}, ${dates[0]} to ${dates.at(-1)}, free tiers not counted`,
    `\n${bold("Own: Vouch's account")}\n${tableOf(own)}`,
    `\n${bold('Induced: the scanned accounts, because they are read')}\n${tableOf(induced)}`,
  ].join('\n');
}

function tableOf({ lines, usdPerDay, usdPerMonth }: CostDocument['own']): string {
  const rows = lines.map((line) => [
    line.service,
    line.what,
    quantityText(line.quantity),
    line.unit,
    `${line.price.usd} per ${number(line.price.per)}${line.price.charged === 'month' ? ' a month' : ''}`,
    number(line.usdPerDay, 4),
    number(line.usdPerMonth, 2),
  ]);
  const total = ['total', '', '', '', '', number(usdPerDay, 4), number(usdPerMonth, 2)];
  return columns(
    ['service', 'what', 'quantity', 'unit', 'USD', 'USD/day', 'USD/month'],
    rightAligned([...rows, total], [2, 5, 6]),
  );
}

/** Numbers written with the same digits after the point, to the right of their columns. */
const rightAligned = (rows: readonly (readonly string[])[], places: readonly number[]) => {
  const widths = places.map((place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)));
  return rows.map((row) => row.map((cell, place) => cell.padStart(widths[places.indexOf(place)] ?? 0)));
};
