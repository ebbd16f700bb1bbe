import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'elasticbeanstalk-environment-managed-updates',
  title: 'Elastic Beanstalk environments take updates of their platform by themselves',
  severity: 'medium',
  area: 'vulnerability',
  resource: 'AWS::ElasticBeanstalk::Environment',
  reads: ['managedUpdates'],
  controls: ['vulnerability-management'],
  risk: 'Known holes in the operating system and the web server stay open until somebody remembers them.',
  remediation: {
    text: 'Turn on managed platform updates in a weekly window.',
    cli: 'aws elasticbeanstalk update-environment --environment-name ENVIRONMENT --option-settings file://managed-actions.json',
    url: 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html',
  },
  references: {
    configRule: ['elastic-beanstalk-managed-updates-enabled'],
    prowler: ['elasticbeanstalk_environment_managed_updates_enabled'],
  },
  check: ({ managedUpdates }) =>
    managedUpdates ? pass('managed updates are on') : fail('managed updates are off'),
});
