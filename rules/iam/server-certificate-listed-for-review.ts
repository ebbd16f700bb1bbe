import { listedForReview } from '#lib/domain/review.ts';
import { defineRule } from '#lib/domain/rule.ts';

export default defineRule({
  id: 'iam-server-certificate-listed-for-review',
  title: 'Every certificate in IAM is listed for the access review',
  severity: 'info',
  area: 'access-review',
  resource: 'AWS::IAM::ServerCertificate',
  reads: ['ageDays', 'daysLeft', 'tags'],
  controls: ['access-review', 'certificate-lifecycle'],
  risk: 'A certificate in IAM does not renew by itself, and its private key was once on the machine of whoever uploaded it.',
  remediation: {
    text: 'Tag the certificate with the team that answers for it, or replace it by one of AWS Certificate Manager.',
    cli: 'aws iam tag-server-certificate --server-certificate-name NAME --tags Key=Owner,Value=TEAM',
    url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_server-certificates.html',
  },
  parameters: { ownerTag: '' }, // a tag that must name the owner; empty: owners are named elsewhere
  check({ ageDays, daysLeft, tags }, { ownerTag }) {
    const expiry = daysLeft < 0 ? `expired ${-daysLeft} days ago` : `expires in ${daysLeft} days`;
    return listedForReview(`uploaded ${ageDays} days ago; ${expiry}`, tags, ownerTag);
  },
});
