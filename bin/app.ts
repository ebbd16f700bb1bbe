import { existsSync, readFileSync, rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { ownCommit } from '#lib/adapters/git.ts';
import { changesOf } from '#lib/domain/changes.ts';
import { loadCatalogue } from '#lib/scan/catalogue.ts';
import { memberPolicy } from '#lib/scan/work.ts';
import { parseScope } from '#lib/scope/scope.ts';
import { bundleFunctions } from '#lib/stacks/code.ts';
import { defineDeployment } from '#lib/stacks/deployment.ts';
import { readSettings } from '#lib/stacks/settings.ts';

/** Exported for those who deploy it elsewhere than to AWS. */
export const app = new App();
const settings = readSettings(app.node);
const scopeText = existsSync(settings.scope) ? readFileSync(settings.scope, 'utf8') : '';
const scope = parseScope(scopeText, settings.scope);
const { work } = await loadCatalogue(scope);
const types = new Set<string>(work.map(({ collector }) => collector.type));
const code = bundleFunctions(scopeText, ownCommit());
try {
  defineDeployment(app, { settings, scope, policy: memberPolicy(work), changes: changesOf(types), code });
} finally {
  rmSync(code, { recursive: true, force: true }); // the app has its own copy by now
}
