import type { Command } from 'commander';
import { ANNEX_A, CONTROLS, CRITERIA_GUIDE, controlsOf, criteriaOf } from '../controls/index.ts';
import type { ControlId, CriterionId } from '../domain/control.ts';
import type { RegisteredRule } from '../domain/rule.ts';
import type { ControlsDocument, CriteriaDocument, RulesDocument } from '../report/contract.ts';
import { columns } from '../report/terminal.ts';
import { type Catalogue, loadCatalogue } from '../scan/catalogue.ts';
import { actionsOfRule, memberPolicy } from '../scan/work.ts';
import { readScope } from './session.ts';
import { bold, print, printJson, UserError } from './terminal.ts';

interface ListOptions {
  readonly scope?: string;
  readonly json?: true;
}

const SCOPE = ['--scope <file>', 'the scope file (default: scope.yaml if there is one)'] as const;

/** `vouch rules [id]` */
export const rulesCommand = (program: Command): Command =>
  program
    .command('rules')
    .argument('[id]', 'show this rule in full')
    .summary('list the rules, or show one')
    .description(
      'Lists the rules in scope: what each examines, the criteria it serves, the IAM actions it needs.',
    )
    .option(...SCOPE)
    .option('--json', 'print a JSON array (docs/schemas/rules.schema.json)')
    .action(async (id: string | undefined, options: ListOptions) => {
      const catalogue = await loadCatalogue(readScope(options.scope));
      const documents = rulesOf(catalogue).filter((rule) => id === undefined || rule.id === id);
      if (id !== undefined && documents.length === 0)
        throw new UserError(`${id}: no rule in scope has this id; "vouch rules" lists them`);
      if (options.json) printJson(documents);
      else if (id === undefined)
        print(
          columns(
            ['rule', 'severity', 'criteria', 'passes when'],
            documents.map((rule) => [rule.id, rule.severity, rule.criteria.join(' '), rule.title]),
          ),
        );
      else for (const rule of documents) print(ruleInFull(rule));
    });

/** Every rule in scope as the machine form shows it, sorted by id. */
export const rulesOf = ({ rules, work }: Catalogue): RulesDocument =>
  rules
    .map(({ rule, parameters }) => ({
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      resource: rule.resource,
      area: rule.area,
      controls: [...rule.controls],
      criteria: [...criteriaOf(rule.controls)],
      actions: [...actionsOfRule(rule.id, work)],
      parameters: { ...parameters } as RulesDocument[number]['parameters'],
      references: { ...rule.references } as RulesDocument[number]['references'],
      risk: rule.risk,
      remediation: { ...rule.remediation },
      hash: rule.hash,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

const ruleInFull = (rule: RulesDocument[number]): string =>
  [
    bold(`${rule.id}: ${rule.title}`),
    `Severity     ${rule.severity}`,
    `Examines     ${rule.resource}`,
    `Criteria     ${rule.criteria.join(', ')}`,
    `Controls     ${rule.controls.map((id) => `${id} (${CONTROLS[id].title})`).join('\n             ')}`,
    `Needs        ${rule.actions.join(', ')}`,
    `Parameters   ${
      Object.entries(rule.parameters)
        .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
        .join(', ') || 'none'
    }`,
    `Risk         ${rule.risk}`,
    `Remediation  ${rule.remediation.text}`,
    ...(rule.remediation.cli ? [`             ${rule.remediation.cli}`] : []),
    `             ${rule.remediation.url}`,
    `Elsewhere    ${
      Object.entries(rule.references)
        .map(([tool, ids]) => `${tool}: ${ids?.join(', ')}`)
        .join('; ') || 'no other tool has this check'
    }`,
    `Source       SHA-256 ${rule.hash}`,
  ].join('\n');

const rulesTesting = (control: ControlId, rules: readonly RegisteredRule[]): string[] =>
  rules.filter(({ controls }) => controls.includes(control)).map(({ id }) => id);

/** `vouch controls [id]` */
export const controlsCommand = (program: Command): Command =>
  program
    .command('controls')
    .argument('[id]', 'show this control in full')
    .summary('list the controls, or show one')
    .description(
      'Lists what the company states that it does, the criteria that this serves and why, and the rules that test it.',
    )
    .option(...SCOPE)
    .option('--json', 'print a JSON array (docs/schemas/controls.schema.json)')
    .action(async (id: string | undefined, options: ListOptions) => {
      const scope = readScope(options.scope);
      const rules = (await loadCatalogue(scope)).rules.map(({ rule }) => rule);
      const documents: ControlsDocument = (Object.keys(CONTROLS) as ControlId[])
        .filter((name) => id === undefined || name === id)
        .map((name) => ({
          id: name,
          title: CONTROLS[name].title,
          description: CONTROLS[name].description,
          owner: scope.owners[name] ?? null,
          criteria: { ...CONTROLS[name].criteria },
          iso27001: [...ANNEX_A[name]],
          rules: rulesTesting(name, rules),
        }));
      if (documents.length === 0)
        throw new UserError(`${id}: no control has this id; "vouch controls" lists them`);
      if (options.json) printJson(documents);
      else if (id === undefined)
        print(
          columns(
            ['control', 'rules', 'criteria', 'the company states'],
            documents.map((control) => [
              control.id,
              control.rules.length,
              Object.keys(control.criteria).join(' '),
              control.title,
            ]),
          ),
        );
      else for (const control of documents) print(controlInFull(control));
    });

const controlInFull = (control: ControlsDocument[number]): string =>
  [
    bold(`${control.id}: ${control.title}`),
    control.description,
    `Owner   ${control.owner ?? 'not named in scope.yaml'}`,
    ...Object.entries(control.criteria).map(([criterion, why]) => `${criterion.padEnd(7)} ${why}`),
    `27001   ${control.iso27001.join(' ')} (ISO/IEC 27001:2022, Annex A, for reference)`,
    `Rules   ${control.rules.join(', ') || 'none: this control is not tested by automation'}`,
  ].join('\n');

/** `vouch coverage` */
export const coverageCommand = (program: Command): Command =>
  program
    .command('coverage')
    .summary('criterion by criterion: the rules, and what is not automated')
    .description(
      'Shows for each criterion in scope which rules test it, what automation cannot show, and what an auditor must ask for instead.',
    )
    .option(...SCOPE)
    .option('--json', 'print a JSON array (docs/schemas/coverage.schema.json)')
    .action(async (options: ListOptions) => {
      const scope = readScope(options.scope);
      const documents = criteriaIn(
        scope.criteria,
        (await loadCatalogue(scope)).rules.map(({ rule }) => rule),
      );
      if (options.json) return printJson(documents);
      for (const { criterion, title, controls, rules, notAutomated, askFor } of documents) {
        print(bold(`${criterion}  ${title}`));
        print(`  Rules          ${rules.length === 0 ? 'none' : `${rules.length}: ${rules.join(', ')}`}`);
        print(`  Controls       ${controls.join(', ')}`);
        print(`  Not automated  ${notAutomated}`);
        print(`  Ask for        ${askFor.join('\n                 ')}\n`);
      }
    });

const criteriaIn = (criteria: readonly CriterionId[], rules: readonly RegisteredRule[]): CriteriaDocument =>
  criteria.map((criterion) => ({
    criterion,
    title: CRITERIA_GUIDE[criterion].title,
    controls: [...controlsOf(criterion)],
    rules: rules.filter((rule) => criteriaOf(rule.controls).includes(criterion)).map(({ id }) => id),
    notAutomated: CRITERIA_GUIDE[criterion].notAutomated,
    askFor: [...CRITERIA_GUIDE[criterion].askFor],
  }));

/** `vouch policy` */
export const policyCommand = (program: Command): Command =>
  program
    .command('policy')
    .summary('print the read-only policy that the member role needs')
    .description(
      'Prints the IAM policy of the role in every scanned account: exactly the actions that the rules in scope need.',
    )
    .option(...SCOPE)
    .option('--json', 'accepted for symmetry: the policy is JSON anyway')
    .action(async (options: ListOptions) =>
      printJson(memberPolicy((await loadCatalogue(readScope(options.scope))).work)),
    );
