import { describe, expect, test } from '@jest/globals';
import { resourcesOf, templates } from '../../test/support/deployment.ts';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: true;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly JitterStrategy: string }[];
  readonly ItemProcessor?: Definition & { readonly ProcessorConfig: unknown };
  readonly [field: string]: unknown;
}
interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const definition = (context = {}): Definition => {
  const [machine] = resourcesOf(templates(context).audit, 'AWS::StepFunctions::StateMachine');
  return JSON.parse(String(machine?.Properties.DefinitionString)) as Definition;
};
const { StartAt, States } = definition();
const slow = definition({ targetMinutes: 10 });

/** Where a state can go. */
const next = ({ Next, Default, Choices = [], Catch = [] }: State): readonly string[] =>
  [Next, Default, ...Choices.map((choice) => choice.Next), ...Catch.map((entry) => entry.Next)].filter(
    (name) => name !== undefined,
  );

/** The way of an execution in which a state throws, or reports a failure in its output. */
function way(bad: { readonly throws?: string; readonly reports?: string } = {}): readonly string[] {
  const passed: string[] = [];
  for (let name: string | undefined = StartAt; name !== undefined; ) {
    const state: State | undefined = States[name];
    const failed = [bad.throws, bad.reports].some(
      (culprit) => culprit !== undefined && passed.includes(culprit),
    );
    passed.push(name);
    if (name === bad.throws) [{ Next: name } = { Next: undefined }] = state?.Catch ?? [];
    else if (state?.Type === 'Choice') name = failed ? state.Choices?.[0]?.Next : state.Default;
    else name = state?.Next;
  }
  return passed;
}

describe('the workflow', () => {
  test('every state is reached, and leads on or ends', () => {
    const reached = new Set([StartAt, ...Object.values(States).flatMap(next)]);
    expect([...reached].sort()).toEqual(Object.keys(States).sort());
    for (const state of Object.values(States))
      expect(next(state).length > 0 || ['Succeed', 'Fail'].includes(state.Type)).toBe(true);
  });

  test('settles, plans, scans, seals', () => {
    expect(way()).toEqual([
      'Settle',
      'Plan',
      'IsPlanned',
      'ScanTargets',
      'Seal',
      'WereAllScansStarted',
      'Sealed',
    ]);
  });

  test.each([
    ['a run is under way, or the record cannot be settled', { throws: 'Settle' }, ['Settle', 'NotStarted']],
    ['another execution opened a run meanwhile', { throws: 'Plan' }, ['Settle', 'Plan', 'NotStarted']],
    [
      'its own run could not be planned',
      { reports: 'Plan' },
      ['Settle', 'Plan', 'IsPlanned', 'EndRun', 'NotPlanned'],
    ],
    [
      'targets could not be handed out',
      { throws: 'ScanTargets' },
      ['Settle', 'Plan', 'IsPlanned', 'ScanTargets', 'Seal', 'WereAllScansStarted', 'NotScanned'],
    ],
  ])('%s: it ends the run that it opened, and no other', (_, bad, states) => {
    expect(way(bad)).toEqual(states);
  });

  test('every error is caught where another execution may be in the way', () => {
    for (const name of ['Settle', 'Plan', 'ScanTargets'])
      expect(States[name]?.Catch?.map(({ ErrorEquals }) => ErrorEquals)).toEqual([['States.ALL']]);
  });

  test('seals the run that it planned, by name; ends a run that has no plan with the reason', () => {
    expect(States.IsPlanned?.Choices).toMatchObject([{ Variable: '$.failure', IsPresent: true }]);
    expect(States.WereAllScansStarted?.Choices).toMatchObject([{ Variable: '$.error', IsPresent: true }]);
    expect(States.Seal?.Parameters).toMatchObject({ Payload: { 'run.$': '$.run' } });
    expect(States.EndRun?.Parameters).toMatchObject({ Payload: { 'failure.$': '$.failure' } });
  });

  test('hands out the targets that plan-scan wrote, with bounds, and tolerates every failure', () => {
    expect(States.ScanTargets).toMatchObject({
      ItemReader: { ReaderConfig: { InputType: 'JSON' }, Parameters: { 'Key.$': '$.items.key' } },
      ItemSelector: {
        'run.$': '$.run',
        'partition.$': '$.partition',
        'scope.$': '$.scope',
        'targets.$': '$$.Map.Item.Value.targets',
      },
      MaxConcurrency: 40,
      ToleratedFailurePercentage: 100,
      ResultWriter: { Parameters: { Prefix: 'workflow' } },
      ResultPath: null,
    });
    expect(Object.keys(States.ScanTargets?.ItemProcessor?.States ?? {})).toEqual(['ScanTarget']);
  });

  test('targets run as cheap express executions, unless they get more time than those have', () => {
    const type = ({ States: { ScanTargets } }: Definition) => ScanTargets?.ItemProcessor?.ProcessorConfig;
    expect(type({ StartAt, States })).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' });
    expect(type(slow)).toEqual({ Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' });
  });

  test('every call is tried again, spread out; planning only when it did not begin', () => {
    const { ItemProcessor } = States.ScanTargets ?? {};
    const tasks = { ...States, ...ItemProcessor?.States };
    const calls = Object.entries(tasks).filter(([, { Type }]) => Type === 'Task');
    expect(calls.length).toBe(5);
    for (const [, { Retry }] of calls)
      expect(Retry).toEqual([expect.objectContaining({ JitterStrategy: 'FULL' })]);
    expect(States.Plan?.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual([
      'Lambda.TooManyRequestsException',
    ]);
  });
});
