import type { Criterion, CriterionId } from '../domain/control.ts';

/** Beside each criterion: what configuration cannot show, and the evidence that a company adds by hand. */
export const CRITERIA_GUIDE: Readonly<Record<CriterionId, Criterion>> = {
  'CC6.1': {
    title: 'Logical access: only the right people and programs reach systems and data',
    notAutomated:
      'Whether all systems and data that need protection are known, and how people sign in outside AWS.',
    askFor: [
      'Inventory of systems and data with their classification',
      'Access control policy with its last approval',
      'Settings of the identity provider: second factor, session length, password rules',
      'Access controls of applications and of tools outside AWS',
    ],
  },
  'CC6.2': {
    title: 'Access is given after approval and taken away in time',
    notAutomated: 'Who approved an access, and whether leavers lost theirs on time.',
    askFor: [
      'List of joiners and leavers of the period from the personnel system',
      'Access requests with approvals for a sample of joiners',
      'Tickets that show removal, with times, for a sample of leavers',
    ],
  },
  'CC6.3': {
    title: 'Permissions follow the job, stay small and keep duties apart',
    notAutomated: 'Whether the permissions that someone has fit the job that this person does.',
    askFor: [
      'Signed access reviews of the period, with what was changed because of them',
      'Matrix of roles and permissions, and the duties that must not be combined',
      'Tickets for changes of role for a sample of movers',
    ],
  },
  'CC6.4': {
    title: 'Physical entry to buildings, machines and media is restricted',
    notAutomated:
      'Everything: data centres are those of AWS (carve-out), and offices and laptops have no configuration in AWS.',
    askFor: [
      'SOC 2 report of AWS for the period and the record of its review',
      'User entity controls that AWS expects of its customers, and how each one is met',
      'Records of entry to offices, where they hold equipment or paper in scope',
    ],
  },
  'CC6.5': {
    title: 'Data is made unrecoverable before equipment or storage is given up',
    notAutomated:
      'Whether data was deleted when it should have been, and what happened to old laptops and media.',
    askFor: [
      'Policy for retention and disposal of data',
      'Tickets for the deletion of data of former customers',
      'Certificates or records of the disposal of laptops and media',
      'SOC 2 report of AWS on the disposal of media',
    ],
  },
  'CC6.6': {
    title: 'The boundary keeps outside threats away',
    notAutomated:
      'Whether each opening to the internet is wanted, and how boundaries outside AWS are guarded.',
    askFor: [
      'Network diagram with its last review',
      'Approvals of openings to the internet',
      'Report of the last penetration test and the state of its findings',
    ],
  },
  'CC6.7': {
    title: 'Data is protected while it moves, and moves only where it may',
    notAutomated: 'What people send by mail, chat or removable media, and whether receivers are approved.',
    askFor: [
      'Policy for the transfer of data and its encryption',
      'Settings of device management: disk encryption and removable media',
      'List of parties that receive data, with agreements',
    ],
  },
  'CC6.8': {
    title: 'Unapproved and malicious software is kept out or found',
    notAutomated: 'What runs on laptops, and whether the software that was released is what was approved.',
    askFor: [
      'Report of the protection software on laptops: coverage and detections',
      'List of approved software and of who may install more',
      'Change tickets with review and tests for a sample of releases',
    ],
  },
  'CC7.1': {
    title: 'New vulnerabilities and risky changes of configuration are found',
    notAutomated: 'Whether findings were judged by people and fixed within the times that the company set.',
    askFor: [
      'Policy for vulnerabilities with times to fix by severity',
      'Vulnerability reports of the period and tickets that fixed them',
      'Configuration standards with their last approval',
    ],
  },
  'CC7.2': {
    title: 'Systems are watched for signs of attack, failure and error',
    notAutomated: 'Whether people look at alerts, and whether what is watched fits the risks of the company.',
    askFor: [
      'List of alerts with the people on duty who receive them',
      'Sample of alerts of the period with the action taken',
      'Review of what is monitored, with its date',
    ],
  },
  'CC7.3': {
    title: 'Events are judged, and incidents are told apart from noise',
    notAutomated: 'How events were judged and why some were not incidents.',
    askFor: [
      'Procedure for judging events, with levels of severity',
      'Register of security events of the period with the decision on each',
    ],
  },
  'CC7.4': {
    title: 'Incidents are contained, ended and told to those concerned',
    notAutomated: 'How the company responded to its incidents, and whom it informed and when.',
    askFor: [
      'Incident response plan with its last approval',
      'Records of incidents of the period: timeline, containment, communication',
      'Report of the last exercise of the plan',
    ],
  },
  'CC7.5': {
    title: 'Operation is restored after incidents and the causes are removed',
    notAutomated: 'Whether service and data came back after incidents, and what was changed afterwards.',
    askFor: [
      'Reviews after incidents with actions and their state',
      'Records of restores that incidents made necessary',
    ],
  },
  'A1.1': {
    title: 'Capacity is measured and added before it runs out',
    notAutomated: 'The forecast of demand, and decisions that were made on it.',
    askFor: [
      'Capacity reviews of the period with decisions',
      'Commitments to customers on availability, and the availability reached',
    ],
  },
  'A1.2': {
    title: 'Backups, spare capacity and surroundings keep the service available',
    notAutomated:
      'Whether targets for loss and downtime fit the promises made, and the surroundings of data centres.',
    askFor: [
      'Recovery objectives by system and the analysis behind them',
      'Backup failures of the period and what was done about them',
      'SOC 2 report of AWS on power, cooling and fire protection',
    ],
  },
  'A1.3': {
    title: 'Recovery plans are tried out',
    notAutomated: 'Whether exercises were done as planned, met their targets and led to improvements.',
    askFor: [
      'Disaster recovery plan with its last approval',
      'Reports of recovery exercises of the period: times reached, faults, follow-up',
    ],
  },
};
