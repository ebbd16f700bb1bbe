export interface StepFunctionsFacts {
  'AWS::StepFunctions::StateMachine': StateMachine;
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_LoggingConfiguration.html */
export interface StateMachine {
  readonly logLevel: 'ALL' | 'ERROR' | 'FATAL' | 'OFF';
}
