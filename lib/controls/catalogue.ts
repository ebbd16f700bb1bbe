import type { Control, ControlId } from '../domain/control.ts';

/**
 * The controls, in the order of their ids. Companies name owners in scope.yaml. A description says that scans read
 * something only where rules do; the rest is for the owner to show. The words are ours: AICPA's are copyrighted.
 */
export const CONTROLS: Readonly<Record<ControlId, Control>> = {
  'human-mfa': {
    title: 'People need a second factor to enter AWS',
    description:
      'Everyone who can sign in to AWS proves who they are with a password and a second factor. Every scan reads the factors of the root user and of IAM users; factors that an identity provider asks for are confirmed by the owner every quarter.',
    criteria: {
      'CC6.1': 'A second factor keeps a stolen password from being enough to enter.',
      'CC6.6':
        'Sign-in pages face the internet, and a second factor stops outsiders who guessed or bought a password.',
    },
  },
  'root-user-protection': {
    title: 'The root user is locked away',
    description:
      'The root user of each account has no access keys, is guarded by a second factor and is used only for tasks that nothing else can do. Every scan reads its keys, factors and last use.',
    criteria: {
      'CC6.1': 'Nothing in the account can refuse the root user, so its credentials are guarded the most.',
      'CC6.3': 'Daily work under named roles instead of the root user keeps permissions tied to a job.',
    },
  },
  'credential-hygiene': {
    title: 'Long-lived credentials are few, strong and renewed',
    description:
      'Passwords meet a set strength, access keys are renewed within a set age, and people sign in through federation where they can. Every scan reads the age and number of keys and the password rules.',
    criteria: {
      'CC6.1': 'Strong, young and few credentials shorten the time in which a leaked one opens anything.',
      'CC6.2':
        'Counting and ageing credentials shows that each one still belongs to someone who should have it.',
    },
  },
  'access-provisioning': {
    title: 'Access is granted through groups and roles after approval',
    description:
      'A person receives access by being placed in a group or role after an approval, never by a permission of their own, and loses it on leaving. Every scan reads how permissions are attached; approvals and departures are in the ticket system.',
    criteria: {
      'CC6.2':
        'Access that comes only from a group can be traced to one approval and withdrawn in one place.',
      'CC6.3': 'Groups and roles bind permissions to a job rather than to a person.',
    },
  },
  'access-review': {
    title: 'Access that nobody uses is found and removed',
    description:
      'Users, keys and roles that have not been used for a set time are removed, and owners review who has access every quarter. Every scan reads the last use.',
    criteria: {
      'CC6.2':
        'Unused credentials often belong to people who have left or moved, and removing them ends that access.',
      'CC6.3': 'Removing access that is not used keeps permissions at what present jobs need.',
    },
  },
  'least-privilege': {
    title: 'Permissions are no wider than the task',
    description:
      'Policies name the actions and resources that a task needs and avoid wildcards over whole services or over data. Every scan reads the policies.',
    criteria: {
      'CC6.3': 'Policies that name what a task needs keep each identity within its duties.',
    },
  },
  'administrator-restriction': {
    title: 'Full administration is held by few, approved roles',
    description:
      'Permission to do everything is given to approved administrator roles and to no one else. Every scan reads which policies grant it and to whom they are attached.',
    criteria: {
      'CC6.3': 'Few administrators means that few people can act outside a separation of duties.',
    },
  },
  'external-trust': {
    title: 'Only known outside parties are trusted',
    description:
      'Roles, keys, queues, topics and secrets trust only named accounts and services, with conditions that stop one customer of a supplier from acting as another. Every scan reads the trust and resource policies.',
    criteria: {
      'CC6.1': 'Trust policies decide who outside the account can enter it, and these name each party.',
      'CC6.3': 'An outside party gets a role for its task and can be removed by changing one policy.',
    },
  },
  'organization-guardrails': {
    title: 'The Organization limits what any account can do',
    description:
      'All accounts belong to one Organization with all features on, and policies attached to its units forbid what no account may do. Every scan reads the Organization and its policies.',
    criteria: {
      'CC6.1': 'Limits set above the accounts hold even against an administrator within one of them.',
      'CC6.3': 'Policies on units separate what production, audit and management accounts may do.',
    },
  },
  'workload-identity': {
    title: 'Programs use roles and short-lived credentials',
    description:
      'Workloads and build systems obtain short-lived credentials through roles instead of carrying keys. Every scan reads how workloads of the examined types identify themselves.',
    criteria: {
      'CC6.1': 'Credentials that expire within hours and are never written down are hard to steal and keep.',
      'CC6.3': 'A role for each workload lets its permissions be set to its task and withdrawn alone.',
    },
  },
  'encryption-at-rest': {
    title: 'Stored data is encrypted',
    description:
      'Disks, databases, buckets, queues, logs and backups are encrypted, with keys of the company where its policy asks for that. Every scan reads the encryption of each resource of the examined types.',
    criteria: {
      'CC6.1': 'Whoever gets at the storage without permission for the key finds nothing that can be read.',
    },
  },
  'encryption-in-transit': {
    title: 'Data is encrypted on its way',
    description:
      'Services accept only encrypted connections, and policies refuse requests that come without. Every scan reads these settings and policies.',
    criteria: {
      'CC6.7': 'Encrypted connections keep data from being read or changed between sender and receiver.',
    },
  },
  'encryption-key-lifecycle': {
    title: 'Encryption keys are renewed and not lost',
    description:
      'Keys of the company rotate within a set period, and their deletion is planned and noticed. Every scan reads the state and rotation of each key.',
    criteria: {
      'CC6.1':
        'Encryption protects data only as long as its keys are renewed, guarded and kept from deletion.',
    },
  },
  'certificate-lifecycle': {
    title: 'Certificates are renewed before they expire',
    description:
      'Certificates use present-day keys, are renewed before they expire and are removed when they are no longer needed. Every scan reads the expiry and the keys of those in use; the owner reviews those that do not renew by themselves every month.',
    criteria: {
      'CC6.1': 'A valid certificate lets users and systems know whom they are connected to.',
      'CC6.7': 'An expired or weak certificate breaks the protection of data on its way.',
    },
  },
  'secrets-management': {
    title: 'Secrets live in a vault and are renewed',
    description:
      'Passwords and keys of programs are kept in a secrets service, renewed within a set period and kept out of code and settings. Every scan reads how secrets are renewed, never their values.',
    criteria: {
      'CC6.1':
        'Secrets in a vault are read only by those allowed to, and renewal ends the use of a leaked one.',
    },
  },
  'public-access-prevention': {
    title: 'Data stores and interfaces are not open to the public',
    description:
      'Buckets, snapshots, databases, queues, topics and images cannot be reached by everyone, and account-wide blocks stop it from happening by mistake. Every scan reads the blocks and the policies.',
    criteria: {
      'CC6.1': 'A resource open to everyone has no access control at all, so being open is ruled out.',
      'CC6.6': 'Blocks on public access close the boundary to the internet for stores that need none.',
    },
  },
  'network-boundary': {
    title: 'Networks admit only the traffic that is meant',
    description:
      'Firewalls, security groups and subnets let in only named sources and ports, and administration ports are closed to the internet. Every scan reads the groups and lists.',
    criteria: {
      'CC6.6': 'Traffic from outside reaches only those ports that a service offers on purpose.',
    },
  },
  'edge-protection': {
    title: 'Public endpoints stand behind filters',
    description:
      'Websites and interfaces on the internet are served through filters against common attacks and floods. Every scan reads whether distributions, load balancers and stages of interfaces have one; the owner reviews the other public endpoints every quarter.',
    criteria: {
      'CC6.6':
        'Filters in front of public endpoints turn hostile requests away before they reach the system.',
    },
  },
  'data-disposal': {
    title: 'Data is deleted when its time is over',
    description:
      'Stores have lifecycles that delete data after a set time, and data of former customers is deleted on a schedule. Owners confirm deletions in the ticket system.',
    criteria: {
      'CC6.5': 'Storage is given back to AWS only after its data was deleted, so that nobody can recover it.',
    },
  },
  'data-movement': {
    title: 'Data leaves only by approved ways',
    description:
      'Copying, sharing and sending data out of the accounts is limited to approved receivers and identities. Owners review receivers of shared data every quarter.',
    criteria: {
      'CC6.7': 'Limits on sharing and copying keep data from moving to places where it is not protected.',
    },
  },
  'malicious-software-prevention': {
    title: 'Malicious software is looked for and stopped',
    description:
      'Machines, images and uploads are scanned for malicious software, and workloads run without rights that it would need to spread. The owner reviews the coverage of the scanners every quarter.',
    criteria: {
      'CC6.8': 'Scanning finds malicious software, and missing rights keep it from taking hold.',
    },
  },
  'software-integrity': {
    title: 'Only software from the approved way to production runs',
    description:
      'Images and packages come from approved registries, are checked before release and cannot be changed under the same name. The owner reviews exceptions every quarter.',
    criteria: {
      'CC6.8': 'Software that cannot be swapped after its checks keeps unapproved code out of production.',
    },
  },
  'configuration-monitoring': {
    title: 'Changes of configuration are recorded and compared with the standard',
    description:
      'The settings of resources are compared with the rules of the company on every scan, and each departure is recorded with the time at which it was first seen. Owners correct departures by severity.',
    criteria: {
      'CC7.1': 'Repeated comparison with a standard shows changes that bring in a weakness.',
    },
  },
  'monitoring-coverage': {
    title: 'Monitoring reaches every account and Region',
    description:
      'Recording and detection are on in each account and Region in use, and what cannot be seen is listed. Every scan names the accounts and Regions that it did not reach.',
    criteria: {
      'CC7.1': 'Weaknesses and changes are found only in accounts and Regions that are looked at.',
      'CC7.2': 'Watching every account and Region leaves no unwatched place in which to act.',
    },
  },
  'vulnerability-management': {
    title: 'Known vulnerabilities are found and fixed in time',
    description:
      'Machines, images and functions are scanned for known vulnerabilities, versions in use are supported and patches are applied within the times that the company set. The owner reviews what is overdue every month.',
    criteria: {
      'CC7.1': 'Scanning and patching find newly known vulnerabilities and close them within a set time.',
    },
  },
  'audit-trail': {
    title: 'Every management action in AWS is recorded',
    description:
      'A trail records management actions of all Regions in every account and stays on. Every scan reads the trails and whether they are recording.',
    criteria: {
      'CC7.2': 'A record of who did what is the material in which unusual actions can be noticed.',
      'CC7.3': 'Judging whether an event is an incident needs a full record of what was done and by whom.',
    },
  },
  'audit-trail-protection': {
    title: 'The audit trail cannot be changed unnoticed',
    description:
      'Records of the trail are hashed and signed by AWS, kept in a guarded bucket, and each access to that bucket is logged. Every scan reads the trail and the settings of its bucket.',
    criteria: {
      'CC7.2': 'Monitoring is only as good as its records, so a change to them must show.',
      'CC7.3': 'An investigation can rely on records whose integrity can be proved.',
    },
  },
  'service-logging': {
    title: 'Services log what passes through them',
    description:
      'Networks, load balancers, databases, interfaces and stores write logs of access and traffic. Every scan reads whether logging is on for the examined types.',
    criteria: {
      'CC7.2': 'Logs of access and traffic show misuse that never appears as a management action.',
    },
  },
  'log-retention': {
    title: 'Logs are kept long enough to be of use',
    description:
      'Logs are kept for a set number of days before they are deleted. Every scan reads the retention of each log store of the examined types.',
    criteria: {
      'CC7.2': 'Slow or old misuse can be noticed only while its logs still exist.',
      'CC7.3': 'Intrusions are often found months later, and judging them needs logs from the beginning.',
    },
  },
  'threat-detection': {
    title: 'Threat detection is on and its findings are followed up',
    description:
      'A detection service watches accounts, networks and workloads for signs of attack, and people look at its findings. The owner reviews open findings every week.',
    criteria: {
      'CC7.2': 'Detection services compare activity with known attacks and with what is usual.',
      'CC7.3': 'Each finding is looked at and decided to be an incident or not.',
    },
  },
  'security-alerting': {
    title: 'Security events reach people who act',
    description:
      'Alarms for sensitive actions are sent to people on duty and the way to them is tested. The owner tests the alarms every quarter.',
    criteria: {
      'CC7.2': 'Alarms turn recorded events into something that people notice in time.',
      'CC7.3': 'An alarm that reaches a person starts the decision whether it is an incident.',
    },
  },
  'incident-response': {
    title: 'Incidents are handled by a plan',
    description:
      'A written plan names roles, steps and times for judging, containing and ending incidents, and each incident ends with a review. The plan is exercised at least once a year.',
    criteria: {
      'CC7.3': 'The plan says how events are judged and by whom, so that none is left undecided.',
      'CC7.4': 'Roles and steps that were agreed beforehand make the response fast and complete.',
      'CC7.5': 'The review after each incident leads to repairs that keep it from coming back.',
    },
  },
  'incident-contacts': {
    title: 'AWS knows whom to call',
    description:
      'Each account has contacts for security, operations and billing that reach a team. The owner confirms them twice a year.',
    criteria: {
      'CC7.4': 'Warnings of AWS about abuse or a breach reach people who can respond at once.',
    },
  },
  'capacity-management': {
    title: 'Capacity is watched and grows with demand',
    description:
      'Use is compared with limits, alarms warn before they are reached, and services grow by themselves where they can. The owner reviews trends every quarter.',
    criteria: {
      'A1.1': 'Watching use against limits and scaling in time keeps demand from exhausting the system.',
    },
  },
  resilience: {
    title: 'Services survive the loss of a data centre',
    description:
      'Services that customers depend on run in more than one Availability Zone and cannot be deleted by mistake. Every scan reads these settings for the examined types.',
    criteria: {
      'A1.2': 'Running in several Availability Zones keeps the service up when one of them is lost.',
    },
  },
  'backup-coverage': {
    title: 'Data that matters is backed up automatically',
    description:
      'Plans back up databases, disks and buckets on a schedule, and new resources are taken in by tag or type. Every scan reads plans and what they cover.',
    criteria: {
      'CC7.4': 'A recent backup lets responders put data back while an incident is still being handled.',
      'CC7.5': 'Recovery after an incident needs a copy of the data from before it.',
      'A1.2': 'Scheduled backups are the means by which lost data is brought back.',
    },
  },
  'backup-retention': {
    title: 'Backups are kept long enough',
    description:
      'Backups are kept for at least a set number of days. Every scan reads the retention of plans and of databases.',
    criteria: {
      'CC7.4': 'Damage that is noticed late can be undone only with a backup older than the damage.',
      'A1.2': 'Set retention makes sure that a usable copy exists when data has to be brought back.',
    },
  },
  'backup-protection': {
    title: 'Backups cannot be deleted or altered by an intruder',
    description:
      'Backups and versions are guarded by locks, second factors or copies elsewhere, so that access to the data is not access to its backups. Every scan reads these guards for the examined types.',
    criteria: {
      'CC7.5': 'Recovery from an attack works only if the attacker could not destroy the backups.',
      'A1.2': 'Backups that cannot be deleted remain there for the day on which they are needed.',
    },
  },
  'recovery-testing': {
    title: 'Recovery is exercised',
    description:
      'Restores from backup and failover to other places are exercised at least once a year, timed and compared with the targets. The owner keeps the report of each exercise.',
    criteria: {
      'CC7.5': 'An exercised recovery shows that the plan works before an incident needs it.',
      'A1.3': 'Exercises show whether data and service come back completely and in time.',
    },
  },
  'physical-security': {
    title: 'AWS guards the data centres',
    description:
      'The company runs no data centre. Buildings, machines and media are guarded by AWS as a subservice organisation, which the report leaves out under the carve-out method; the company reads the SOC 2 report of AWS every year.',
    criteria: {
      'CC6.4':
        'Entry to the data centres is controlled by AWS, is carved out of this report and is covered by the SOC 2 report of AWS.',
      'CC6.5':
        'Media that leave service are wiped and destroyed by AWS, which is carved out and covered by the SOC 2 report of AWS.',
      'A1.2':
        'Power, cooling and fire protection are run by AWS, which is carved out and covered by the SOC 2 report of AWS.',
    },
  },
};
