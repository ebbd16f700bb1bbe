import { defineRule } from '#lib/domain/rule.ts';
import { fail, pass } from '#lib/domain/verdict.ts';

export default defineRule({
  id: 'ec2-client-vpn-connection-logging',
  title: 'Connections to Client VPN endpoints are logged',
  severity: 'medium',
  area: 'logging',
  resource: 'AWS::EC2::ClientVpnEndpoint',
  reads: ['connectionLog'],
  controls: ['service-logging', 'network-boundary'],
  risk: 'Nobody can tell who was inside the network, from where and when.',
  remediation: {
    text: 'Turn on connection logging of the endpoint to a log group.',
    cli: 'aws ec2 modify-client-vpn-endpoint --client-vpn-endpoint-id ID --connection-log-options Enabled=true,CloudwatchLogGroup=LOG_GROUP',
    url: 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-with-connection-logs.html',
  },
  references: {
    securityHub: ['EC2.51'],
    prowler: ['ec2_client_vpn_endpoint_connection_logging_enabled'],
    steampipe: ['ec2_client_vpn_endpoint_client_connection_logging_enabled'],
  },
  check: ({ connectionLog }) =>
    connectionLog === null
      ? fail('connections are not logged')
      : pass(`connections are logged to ${connectionLog}`),
});
