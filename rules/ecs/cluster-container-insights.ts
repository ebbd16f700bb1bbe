import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ecs-cluster-container-insights',
  title: 'Clusters of containers report the use and the failures of their tasks',
  severity: 'low',
  area: 'monitoring',
  resource: 'AWS::ECS::Cluster',
  reads: ['containerInsights'],
  controls: ['capacity-management'],
  risk: 'Tasks that run out of memory or restart all the time are noticed by customers first.',
  remediation: {
    text: 'Turn on Container Insights for the cluster, and as the default of the account for new ones.',
    cli: 'aws ecs update-cluster-settings --cluster CLUSTER --settings name=containerInsights,value=enhanced',
    url: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html',
  },
  references: {
    securityHub: ['ECS.12'],
    configRule: ['ecs-container-insights-enabled'],
    prowler: ['ecs_cluster_container_insights_enabled'],
    steampipe: ['ecs_cluster_container_insights_enabled'],
  },
  check: ({ containerInsights: setting }) =>
    ['enabled', 'enhanced'].includes(setting)
      ? pass(`Container Insights is ${setting}`)
      : fail(`Container Insights is ${setting}`),
});
