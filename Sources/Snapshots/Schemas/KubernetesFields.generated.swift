// Made by scripts/kubernetes-fields.py of Kubernetes 1.36. Not to be edited.

extension KubernetesFields {
  /// One line for each definition: its name, with `=group/version/kind` where objects are of it, and
  /// its fields, each with `:`, or `!` where it is always there, and its type:
  ///
  ///     s text   s(A|B) one of these   i number   b true or false   t, m time   q quantity
  ///     x anything   [ a list of   { a map of   @ the definition of this name
  ///
  /// Definitions of the same group and version are named without them.
  static let table: StaticString = """
    admissionregistration.v1.ApplyConfiguration expression:s
    admissionregistration.v1.AuditAnnotation key!s valueExpression!s
    admissionregistration.v1.ExpressionWarning fieldRef!s warning!s
    admissionregistration.v1.JSONPatch expression:s
    admissionregistration.v1.MatchCondition expression!s name!s
    admissionregistration.v1.MatchResources excludeResourceRules:[@NamedRuleWithOperations \
    matchPolicy:s(Equivalent|Exact) namespaceSelector:@meta.v1.LabelSelector \
    objectSelector:@meta.v1.LabelSelector resourceRules:[@NamedRuleWithOperations
    admissionregistration.v1.MutatingAdmissionPolicy=admissionregistration.k8s.io/v1/MutatingAdmissionPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@MutatingAdmissionPolicySpec
    admissionregistration.v1.MutatingAdmissionPolicyBinding=admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@MutatingAdmissionPolicyBindingSpec
    admissionregistration.v1.MutatingAdmissionPolicyBindingSpec matchResources:@MatchResources \
    paramRef:@ParamRef policyName:s
    admissionregistration.v1.MutatingAdmissionPolicySpec failurePolicy:s(Fail|Ignore) \
    matchConditions:[@MatchCondition matchConstraints:@MatchResources mutations:[@Mutation \
    paramKind:@ParamKind reinvocationPolicy:s(IfNeeded|Never) variables:[@Variable
    admissionregistration.v1.MutatingWebhook admissionReviewVersions![s \
    clientConfig!@WebhookClientConfig failurePolicy:s(Fail|Ignore) matchConditions:[@MatchCondition \
    matchPolicy:s(Equivalent|Exact) name!s namespaceSelector:@meta.v1.LabelSelector \
    objectSelector:@meta.v1.LabelSelector reinvocationPolicy:s(IfNeeded|Never) \
    rules:[@RuleWithOperations sideEffects!s(None|NoneOnDryRun|Some|Unknown) timeoutSeconds:i
    admissionregistration.v1.MutatingWebhookConfiguration=admissionregistration.k8s.io/v1/MutatingWebhookConfiguration \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta webhooks:[@MutatingWebhook
    admissionregistration.v1.Mutation applyConfiguration:@ApplyConfiguration jsonPatch:@JSONPatch \
    patchType!s(ApplyConfiguration|JSONPatch)
    admissionregistration.v1.NamedRuleWithOperations apiGroups:[s apiVersions:[s \
    operations:[s(*|CONNECT|CREATE|DELETE|UPDATE) resourceNames:[s resources:[s \
    scope:s(*|Cluster|Namespaced)
    admissionregistration.v1.ParamKind apiVersion:s kind:s
    admissionregistration.v1.ParamRef name:s namespace:s parameterNotFoundAction:s \
    selector:@meta.v1.LabelSelector
    admissionregistration.v1.RuleWithOperations apiGroups:[s apiVersions:[s \
    operations:[s(*|CONNECT|CREATE|DELETE|UPDATE) resources:[s scope:s(*|Cluster|Namespaced)
    admissionregistration.v1.ServiceReference name!s namespace!s path:s port:i
    admissionregistration.v1.TypeChecking expressionWarnings:[@ExpressionWarning
    admissionregistration.v1.ValidatingAdmissionPolicy=admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@ValidatingAdmissionPolicySpec \
    status:@ValidatingAdmissionPolicyStatus
    admissionregistration.v1.ValidatingAdmissionPolicyBinding=admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec!@ValidatingAdmissionPolicyBindingSpec
    admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec matchResources:@MatchResources \
    paramRef:@ParamRef policyName!s validationActions![s(Audit|Deny|Warn)
    admissionregistration.v1.ValidatingAdmissionPolicySpec auditAnnotations:[@AuditAnnotation \
    failurePolicy:s(Fail|Ignore) matchConditions:[@MatchCondition matchConstraints:@MatchResources \
    paramKind:@ParamKind validations:[@Validation variables:[@Variable
    admissionregistration.v1.ValidatingAdmissionPolicyStatus conditions:[@meta.v1.Condition \
    observedGeneration:i typeChecking:@TypeChecking
    admissionregistration.v1.ValidatingWebhook admissionReviewVersions![s \
    clientConfig!@WebhookClientConfig failurePolicy:s(Fail|Ignore) matchConditions:[@MatchCondition \
    matchPolicy:s(Equivalent|Exact) name!s namespaceSelector:@meta.v1.LabelSelector \
    objectSelector:@meta.v1.LabelSelector rules:[@RuleWithOperations \
    sideEffects!s(None|NoneOnDryRun|Some|Unknown) timeoutSeconds:i
    admissionregistration.v1.ValidatingWebhookConfiguration=admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta webhooks:[@ValidatingWebhook
    admissionregistration.v1.Validation expression!s message:s messageExpression:s reason:s
    admissionregistration.v1.Variable expression!s name!s
    admissionregistration.v1.WebhookClientConfig caBundle:s service:@ServiceReference url:s
    admissionregistration.v1alpha1.ApplyConfiguration expression:s
    admissionregistration.v1alpha1.JSONPatch expression:s
    admissionregistration.v1alpha1.MatchCondition expression!s name!s
    admissionregistration.v1alpha1.MatchResources excludeResourceRules:[@NamedRuleWithOperations \
    matchPolicy:s(Equivalent|Exact) namespaceSelector:@meta.v1.LabelSelector \
    objectSelector:@meta.v1.LabelSelector resourceRules:[@NamedRuleWithOperations
    admissionregistration.v1alpha1.MutatingAdmissionPolicy=admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@MutatingAdmissionPolicySpec
    admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding=admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicyBinding \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@MutatingAdmissionPolicyBindingSpec
    admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec matchResources:@MatchResources \
    paramRef:@ParamRef policyName:s
    admissionregistration.v1alpha1.MutatingAdmissionPolicySpec failurePolicy:s(Fail|Ignore) \
    matchConditions:[@MatchCondition matchConstraints:@MatchResources mutations:[@Mutation \
    paramKind:@ParamKind reinvocationPolicy:s variables:[@Variable
    admissionregistration.v1alpha1.Mutation applyConfiguration:@ApplyConfiguration \
    jsonPatch:@JSONPatch patchType!s(ApplyConfiguration|JSONPatch)
    admissionregistration.v1alpha1.NamedRuleWithOperations apiGroups:[s apiVersions:[s \
    operations:[s(*|CONNECT|CREATE|DELETE|UPDATE) resourceNames:[s resources:[s \
    scope:s(*|Cluster|Namespaced)
    admissionregistration.v1alpha1.ParamKind apiVersion:s kind:s
    admissionregistration.v1alpha1.ParamRef name:s namespace:s parameterNotFoundAction:s(Allow|Deny) \
    selector:@meta.v1.LabelSelector
    admissionregistration.v1alpha1.Variable expression!s name!s
    admissionregistration.v1beta1.ApplyConfiguration expression:s
    admissionregistration.v1beta1.JSONPatch expression:s
    admissionregistration.v1beta1.MatchCondition expression!s name!s
    admissionregistration.v1beta1.MatchResources excludeResourceRules:[@NamedRuleWithOperations \
    matchPolicy:s(Equivalent|Exact) namespaceSelector:@meta.v1.LabelSelector \
    objectSelector:@meta.v1.LabelSelector resourceRules:[@NamedRuleWithOperations
    admissionregistration.v1beta1.MutatingAdmissionPolicy=admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@MutatingAdmissionPolicySpec
    admissionregistration.v1beta1.MutatingAdmissionPolicyBinding=admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyBinding \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@MutatingAdmissionPolicyBindingSpec
    admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec matchResources:@MatchResources \
    paramRef:@ParamRef policyName:s
    admissionregistration.v1beta1.MutatingAdmissionPolicySpec failurePolicy:s \
    matchConditions:[@MatchCondition matchConstraints:@MatchResources mutations:[@Mutation \
    paramKind:@ParamKind reinvocationPolicy:s variables:[@Variable
    admissionregistration.v1beta1.Mutation applyConfiguration:@ApplyConfiguration \
    jsonPatch:@JSONPatch patchType!s(ApplyConfiguration|JSONPatch)
    admissionregistration.v1beta1.NamedRuleWithOperations apiGroups:[s apiVersions:[s \
    operations:[s(*|CONNECT|CREATE|DELETE|UPDATE) resourceNames:[s resources:[s \
    scope:s(*|Cluster|Namespaced)
    admissionregistration.v1beta1.ParamKind apiVersion:s kind:s
    admissionregistration.v1beta1.ParamRef name:s namespace:s parameterNotFoundAction:s \
    selector:@meta.v1.LabelSelector
    admissionregistration.v1beta1.Variable expression!s name!s
    apiextensions.v1.CustomResourceColumnDefinition description:s format:s jsonPath!s name!s \
    priority:i type!s
    apiextensions.v1.CustomResourceConversion strategy!s(None|Webhook) webhook:@WebhookConversion
    apiextensions.v1.CustomResourceDefinition=apiextensions.k8s.io/v1/CustomResourceDefinition \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec!@CustomResourceDefinitionSpec \
    status:@CustomResourceDefinitionStatus
    apiextensions.v1.CustomResourceDefinitionCondition lastTransitionTime:t message:s \
    observedGeneration:i reason:s status!s(False|True|Unknown) \
    type!s(Established|KubernetesAPIApprovalPolicyConformant|NamesAccepted|NonStructuralSchema|Terminating)
    apiextensions.v1.CustomResourceDefinitionNames categories:[s kind!s listKind:s plural!s \
    shortNames:[s singular:s
    apiextensions.v1.CustomResourceDefinitionSpec conversion:@CustomResourceConversion group!s \
    names!@CustomResourceDefinitionNames preserveUnknownFields:b scope!s(Cluster|Namespaced) \
    versions![@CustomResourceDefinitionVersion
    apiextensions.v1.CustomResourceDefinitionStatus acceptedNames:@CustomResourceDefinitionNames \
    conditions:[@CustomResourceDefinitionCondition observedGeneration:i storedVersions:[s
    apiextensions.v1.CustomResourceDefinitionVersion \
    additionalPrinterColumns:[@CustomResourceColumnDefinition deprecated:b deprecationWarning:s \
    name!s schema:@CustomResourceValidation selectableFields:[@SelectableField served!b storage!b \
    subresources:@CustomResourceSubresources
    apiextensions.v1.CustomResourceSubresourceScale labelSelectorPath:s specReplicasPath!s \
    statusReplicasPath!s
    apiextensions.v1.CustomResourceSubresources scale:@CustomResourceSubresourceScale status:x
    apiextensions.v1.CustomResourceValidation openAPIV3Schema:x
    apiextensions.v1.SelectableField jsonPath!s
    apiextensions.v1.ServiceReference name!s namespace!s path:s port:i
    apiextensions.v1.WebhookClientConfig caBundle:s service:@ServiceReference url:s
    apiextensions.v1.WebhookConversion clientConfig:@WebhookClientConfig conversionReviewVersions![s
    apiregistration.v1.APIService=apiregistration.k8s.io/v1/APIService apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@APIServiceSpec status:@APIServiceStatus
    apiregistration.v1.APIServiceCondition lastTransitionTime:t message:s reason:s \
    status!s(False|True|Unknown) type!s(Available)
    apiregistration.v1.APIServiceSpec caBundle:s group:s groupPriorityMinimum!i \
    insecureSkipTLSVerify:b service:@ServiceReference version:s versionPriority!i
    apiregistration.v1.APIServiceStatus conditions:[@APIServiceCondition
    apiregistration.v1.ServiceReference name:s namespace:s port:i
    apiserverinternal.v1alpha1.ServerStorageVersion apiServerID!s decodableVersions![s \
    encodingVersion!s servedVersions:[s
    apiserverinternal.v1alpha1.StorageVersion=internal.apiserver.k8s.io/v1alpha1/StorageVersion \
    apiVersion:s kind:s metadata!@meta.v1.ObjectMeta spec:x status:@StorageVersionStatus
    apiserverinternal.v1alpha1.StorageVersionCondition lastTransitionTime:t message!s \
    observedGeneration:i reason!s status!s(False|True|Unknown) type!s
    apiserverinternal.v1alpha1.StorageVersionStatus commonEncodingVersion:s \
    conditions:[@StorageVersionCondition storageVersions:[@ServerStorageVersion
    apps.v1.ControllerRevision=apps/v1/ControllerRevision apiVersion:s data:x kind:s \
    metadata:@meta.v1.ObjectMeta revision!i
    apps.v1.DaemonSet=apps/v1/DaemonSet apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@DaemonSetSpec status:@DaemonSetStatus
    apps.v1.DaemonSetCondition lastTransitionTime:t message:s reason:s status!s(False|True|Unknown) \
    type!s
    apps.v1.DaemonSetSpec minReadySeconds:i revisionHistoryLimit:i selector!@meta.v1.LabelSelector \
    template!@core.v1.PodTemplateSpec updateStrategy:@DaemonSetUpdateStrategy
    apps.v1.DaemonSetStatus collisionCount:i conditions:[@DaemonSetCondition \
    currentNumberScheduled!i desiredNumberScheduled!i numberAvailable:i numberMisscheduled!i \
    numberReady!i numberUnavailable:i observedGeneration:i updatedNumberScheduled:i
    apps.v1.DaemonSetUpdateStrategy rollingUpdate:@RollingUpdateDaemonSet \
    type:s(OnDelete|RollingUpdate)
    apps.v1.Deployment=apps/v1/Deployment apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@DeploymentSpec status:@DeploymentStatus
    apps.v1.DeploymentCondition lastTransitionTime:t lastUpdateTime:t message:s reason:s \
    status!s(False|True|Unknown) type!s(Available|Progressing|ReplicaFailure)
    apps.v1.DeploymentSpec minReadySeconds:i paused:b progressDeadlineSeconds:i replicas:i \
    revisionHistoryLimit:i selector!@meta.v1.LabelSelector strategy:@DeploymentStrategy \
    template!@core.v1.PodTemplateSpec
    apps.v1.DeploymentStatus availableReplicas:i collisionCount:i conditions:[@DeploymentCondition \
    observedGeneration:i readyReplicas:i replicas:i terminatingReplicas:i unavailableReplicas:i \
    updatedReplicas:i
    apps.v1.DeploymentStrategy rollingUpdate:@RollingUpdateDeployment type:s(Recreate|RollingUpdate)
    apps.v1.ReplicaSet=apps/v1/ReplicaSet apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@ReplicaSetSpec status:@ReplicaSetStatus
    apps.v1.ReplicaSetCondition lastTransitionTime:t message:s reason:s status!s(False|True|Unknown) \
    type!s(ReplicaFailure)
    apps.v1.ReplicaSetSpec minReadySeconds:i replicas:i selector!@meta.v1.LabelSelector \
    template:@core.v1.PodTemplateSpec
    apps.v1.ReplicaSetStatus availableReplicas:i conditions:[@ReplicaSetCondition \
    fullyLabeledReplicas:i observedGeneration:i readyReplicas:i replicas!i terminatingReplicas:i
    apps.v1.RollingUpdateDaemonSet maxSurge:x maxUnavailable:x
    apps.v1.RollingUpdateDeployment maxSurge:x maxUnavailable:x
    apps.v1.RollingUpdateStatefulSetStrategy maxUnavailable:x partition:i
    apps.v1.StatefulSet=apps/v1/StatefulSet apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@StatefulSetSpec status:@StatefulSetStatus
    apps.v1.StatefulSetCondition lastTransitionTime:t message:s reason:s \
    status!s(False|True|Unknown) type!s
    apps.v1.StatefulSetOrdinals start:i
    apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:s whenScaled:s
    apps.v1.StatefulSetSpec minReadySeconds:i ordinals:@StatefulSetOrdinals \
    persistentVolumeClaimRetentionPolicy:@StatefulSetPersistentVolumeClaimRetentionPolicy \
    podManagementPolicy:s(OrderedReady|Parallel) replicas:i revisionHistoryLimit:i \
    selector!@meta.v1.LabelSelector serviceName:s template!@core.v1.PodTemplateSpec \
    updateStrategy:@StatefulSetUpdateStrategy volumeClaimTemplates:[@core.v1.PersistentVolumeClaim
    apps.v1.StatefulSetStatus availableReplicas:i collisionCount:i conditions:[@StatefulSetCondition \
    currentReplicas:i currentRevision:s observedGeneration:i readyReplicas:i replicas!i \
    updateRevision:s updatedReplicas:i
    apps.v1.StatefulSetUpdateStrategy rollingUpdate:@RollingUpdateStatefulSetStrategy \
    type:s(OnDelete|Recreate|RollingUpdate)
    autoscaling.v1.CrossVersionObjectReference apiVersion:s kind!s name!s
    autoscaling.v1.HorizontalPodAutoscaler=autoscaling/v1/HorizontalPodAutoscaler apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec!@HorizontalPodAutoscalerSpec \
    status:@HorizontalPodAutoscalerStatus
    autoscaling.v1.HorizontalPodAutoscalerSpec maxReplicas!i minReplicas:i \
    scaleTargetRef!@CrossVersionObjectReference targetCPUUtilizationPercentage:i
    autoscaling.v1.HorizontalPodAutoscalerStatus currentCPUUtilizationPercentage:i currentReplicas!i \
    desiredReplicas!i lastScaleTime:t observedGeneration:i
    autoscaling.v2.ContainerResourceMetricSource container!s name!s target!@MetricTarget
    autoscaling.v2.ContainerResourceMetricStatus container!s current!@MetricValueStatus name!s
    autoscaling.v2.CrossVersionObjectReference apiVersion:s kind!s name!s
    autoscaling.v2.ExternalMetricSource metric!@MetricIdentifier target!@MetricTarget
    autoscaling.v2.ExternalMetricStatus current!@MetricValueStatus metric!@MetricIdentifier
    autoscaling.v2.HPAScalingPolicy periodSeconds!i type!s value!i
    autoscaling.v2.HPAScalingRules policies:[@HPAScalingPolicy selectPolicy:s \
    stabilizationWindowSeconds:i tolerance:q
    autoscaling.v2.HorizontalPodAutoscaler=autoscaling/v2/HorizontalPodAutoscaler apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec!@HorizontalPodAutoscalerSpec \
    status:@HorizontalPodAutoscalerStatus
    autoscaling.v2.HorizontalPodAutoscalerBehavior scaleDown:@HPAScalingRules \
    scaleUp:@HPAScalingRules
    autoscaling.v2.HorizontalPodAutoscalerCondition lastTransitionTime:t message:s reason:s \
    status!s(False|True|Unknown) type!s
    autoscaling.v2.HorizontalPodAutoscalerSpec behavior:@HorizontalPodAutoscalerBehavior \
    maxReplicas!i metrics:[@MetricSpec minReplicas:i scaleTargetRef!@CrossVersionObjectReference
    autoscaling.v2.HorizontalPodAutoscalerStatus conditions:[@HorizontalPodAutoscalerCondition \
    currentMetrics:[@MetricStatus currentReplicas:i desiredReplicas!i lastScaleTime:t \
    observedGeneration:i
    autoscaling.v2.MetricIdentifier name!s selector:@meta.v1.LabelSelector
    autoscaling.v2.MetricSpec containerResource:@ContainerResourceMetricSource \
    external:@ExternalMetricSource object:@ObjectMetricSource pods:@PodsMetricSource \
    resource:@ResourceMetricSource type!s
    autoscaling.v2.MetricStatus containerResource:@ContainerResourceMetricStatus \
    external:@ExternalMetricStatus object:@ObjectMetricStatus pods:@PodsMetricStatus \
    resource:@ResourceMetricStatus type!s
    autoscaling.v2.MetricTarget averageUtilization:i averageValue:q type!s value:q
    autoscaling.v2.MetricValueStatus averageUtilization:i averageValue:q value:q
    autoscaling.v2.ObjectMetricSource describedObject!@CrossVersionObjectReference \
    metric!@MetricIdentifier target!@MetricTarget
    autoscaling.v2.ObjectMetricStatus current!@MetricValueStatus \
    describedObject!@CrossVersionObjectReference metric!@MetricIdentifier
    autoscaling.v2.PodsMetricSource metric!@MetricIdentifier target!@MetricTarget
    autoscaling.v2.PodsMetricStatus current!@MetricValueStatus metric!@MetricIdentifier
    autoscaling.v2.ResourceMetricSource name!s target!@MetricTarget
    autoscaling.v2.ResourceMetricStatus current!@MetricValueStatus name!s
    batch.v1.CronJob=batch/v1/CronJob apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec!@CronJobSpec status:@CronJobStatus
    batch.v1.CronJobSpec concurrencyPolicy:s(Allow|Forbid|Replace) failedJobsHistoryLimit:i \
    jobTemplate!@JobTemplateSpec schedule!s startingDeadlineSeconds:i successfulJobsHistoryLimit:i \
    suspend:b timeZone:s
    batch.v1.CronJobStatus active:[@core.v1.ObjectReference lastScheduleTime:t lastSuccessfulTime:t
    batch.v1.Job=batch/v1/Job apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@JobSpec \
    status:@JobStatus
    batch.v1.JobCondition lastProbeTime:t lastTransitionTime:t message:s reason:s \
    status!s(False|True|Unknown) type!s(Complete|Failed|FailureTarget|SuccessCriteriaMet|Suspended)
    batch.v1.JobSpec activeDeadlineSeconds:i backoffLimit:i backoffLimitPerIndex:i \
    completionMode:s(Indexed|NonIndexed) completions:i managedBy:s manualSelector:b \
    maxFailedIndexes:i parallelism:i podFailurePolicy:@PodFailurePolicy \
    podReplacementPolicy:s(Failed|TerminatingOrFailed) selector:@meta.v1.LabelSelector \
    successPolicy:@SuccessPolicy suspend:b template!@core.v1.PodTemplateSpec \
    ttlSecondsAfterFinished:i
    batch.v1.JobStatus active:i completedIndexes:s completionTime:t conditions:[@JobCondition \
    failed:i failedIndexes:s ready:i startTime:t succeeded:i terminating:i \
    uncountedTerminatedPods:@UncountedTerminatedPods
    batch.v1.JobTemplateSpec metadata:@meta.v1.ObjectMeta spec:@JobSpec
    batch.v1.PodFailurePolicy rules![@PodFailurePolicyRule
    batch.v1.PodFailurePolicyOnExitCodesRequirement containerName:s operator!s(In|NotIn) values![i
    batch.v1.PodFailurePolicyOnPodConditionsPattern status:s type!s
    batch.v1.PodFailurePolicyRule action!s(Count|FailIndex|FailJob|Ignore) \
    onExitCodes:@PodFailurePolicyOnExitCodesRequirement \
    onPodConditions:[@PodFailurePolicyOnPodConditionsPattern
    batch.v1.SuccessPolicy rules![@SuccessPolicyRule
    batch.v1.SuccessPolicyRule succeededCount:i succeededIndexes:s
    batch.v1.UncountedTerminatedPods failed:[s succeeded:[s
    certificates.v1.CertificateSigningRequest=certificates.k8s.io/v1/CertificateSigningRequest \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec!@CertificateSigningRequestSpec \
    status:@CertificateSigningRequestStatus
    certificates.v1.CertificateSigningRequestCondition lastTransitionTime:t lastUpdateTime:t \
    message:s reason:s status!s(False|True|Unknown) type!s(Approved|Denied|Failed)
    certificates.v1.CertificateSigningRequestSpec expirationSeconds:i extra:{[s groups:[s request!s \
    signerName!s uid:s usages:[s username:s
    certificates.v1.CertificateSigningRequestStatus certificate:s \
    conditions:[@CertificateSigningRequestCondition
    certificates.v1alpha1.ClusterTrustBundle=certificates.k8s.io/v1alpha1/ClusterTrustBundle \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec!@ClusterTrustBundleSpec
    certificates.v1alpha1.ClusterTrustBundleSpec signerName:s trustBundle!s
    certificates.v1beta1.ClusterTrustBundle=certificates.k8s.io/v1beta1/ClusterTrustBundle \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec!@ClusterTrustBundleSpec
    certificates.v1beta1.ClusterTrustBundleSpec signerName:s trustBundle!s
    certificates.v1beta1.PodCertificateRequest=certificates.k8s.io/v1beta1/PodCertificateRequest \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec!@PodCertificateRequestSpec \
    status:@PodCertificateRequestStatus
    certificates.v1beta1.PodCertificateRequestSpec maxExpirationSeconds:i nodeName!s nodeUID!s \
    pkixPublicKey:s podName!s podUID!s proofOfPossession:s serviceAccountName!s serviceAccountUID!s \
    signerName!s stubPKCS10Request!s unverifiedUserAnnotations:{s
    certificates.v1beta1.PodCertificateRequestStatus beginRefreshAt:t certificateChain:s \
    conditions:[@meta.v1.Condition notAfter:t notBefore:t
    coordination.v1.Lease=coordination.k8s.io/v1/Lease apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@LeaseSpec
    coordination.v1.LeaseSpec acquireTime:m holderIdentity:s leaseDurationSeconds:i \
    leaseTransitions:i preferredHolder:s renewTime:m strategy:s
    coordination.v1alpha2.LeaseCandidate=coordination.k8s.io/v1alpha2/LeaseCandidate apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec!@LeaseCandidateSpec
    coordination.v1alpha2.LeaseCandidateSpec binaryVersion!s emulationVersion:s leaseName!s \
    pingTime:m renewTime:m strategy!s
    coordination.v1beta1.LeaseCandidate=coordination.k8s.io/v1beta1/LeaseCandidate apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec!@LeaseCandidateSpec
    coordination.v1beta1.LeaseCandidateSpec binaryVersion!s emulationVersion:s leaseName!s \
    pingTime:m renewTime:m strategy!s
    core.v1.AWSElasticBlockStoreVolumeSource fsType:s partition:i readOnly:b volumeID!s
    core.v1.Affinity nodeAffinity:@NodeAffinity podAffinity:@PodAffinity \
    podAntiAffinity:@PodAntiAffinity
    core.v1.AppArmorProfile localhostProfile:s type!s(Localhost|RuntimeDefault|Unconfined)
    core.v1.AttachedVolume devicePath!s name!s
    core.v1.AzureDiskVolumeSource cachingMode:s(None|ReadOnly|ReadWrite) diskName!s diskURI!s \
    fsType:s kind:s(Dedicated|Managed|Shared) readOnly:b
    core.v1.AzureFilePersistentVolumeSource readOnly:b secretName!s secretNamespace:s shareName!s
    core.v1.AzureFileVolumeSource readOnly:b secretName!s shareName!s
    core.v1.CSIPersistentVolumeSource controllerExpandSecretRef:@SecretReference \
    controllerPublishSecretRef:@SecretReference driver!s fsType:s \
    nodeExpandSecretRef:@SecretReference nodePublishSecretRef:@SecretReference \
    nodeStageSecretRef:@SecretReference readOnly:b volumeAttributes:{s volumeHandle!s
    core.v1.CSIVolumeSource driver!s fsType:s nodePublishSecretRef:@LocalObjectReference readOnly:b \
    volumeAttributes:{s
    core.v1.Capabilities add:[s drop:[s
    core.v1.CephFSPersistentVolumeSource monitors![s path:s readOnly:b secretFile:s \
    secretRef:@SecretReference user:s
    core.v1.CephFSVolumeSource monitors![s path:s readOnly:b secretFile:s \
    secretRef:@LocalObjectReference user:s
    core.v1.CinderPersistentVolumeSource fsType:s readOnly:b secretRef:@SecretReference volumeID!s
    core.v1.CinderVolumeSource fsType:s readOnly:b secretRef:@LocalObjectReference volumeID!s
    core.v1.ClientIPConfig timeoutSeconds:i
    core.v1.ClusterTrustBundleProjection labelSelector:@meta.v1.LabelSelector name:s optional:b \
    path!s signerName:s
    core.v1.ConfigMap=/v1/ConfigMap apiVersion:s binaryData:{s data:{s immutable:b kind:s \
    metadata:@meta.v1.ObjectMeta
    core.v1.ConfigMapEnvSource name:s optional:b
    core.v1.ConfigMapKeySelector key!s name:s optional:b
    core.v1.ConfigMapNodeConfigSource kubeletConfigKey!s name!s namespace!s resourceVersion:s uid:s
    core.v1.ConfigMapProjection items:[@KeyToPath name:s optional:b
    core.v1.ConfigMapVolumeSource defaultMode:i items:[@KeyToPath name:s optional:b
    core.v1.Container args:[s command:[s env:[@EnvVar envFrom:[@EnvFromSource image:s \
    imagePullPolicy:s(Always|IfNotPresent|Never) lifecycle:@Lifecycle livenessProbe:@Probe name!s \
    ports:[@ContainerPort readinessProbe:@Probe resizePolicy:[@ContainerResizePolicy \
    resources:@ResourceRequirements restartPolicy:s(Always|Never|OnFailure) \
    restartPolicyRules:[@ContainerRestartRule securityContext:@SecurityContext startupProbe:@Probe \
    stdin:b stdinOnce:b terminationMessagePath:s \
    terminationMessagePolicy:s(FallbackToLogsOnError|File) tty:b volumeDevices:[@VolumeDevice \
    volumeMounts:[@VolumeMount workingDir:s
    core.v1.ContainerExtendedResourceRequest containerName!s requestName!s resourceName!s
    core.v1.ContainerImage names:[s sizeBytes:i
    core.v1.ContainerPort containerPort!i hostIP:s hostPort:i name:s protocol:s(SCTP|TCP|UDP)
    core.v1.ContainerResizePolicy resourceName!s restartPolicy!s
    core.v1.ContainerRestartRule action!s exitCodes:@ContainerRestartRuleOnExitCodes
    core.v1.ContainerRestartRuleOnExitCodes operator!s values:[i
    core.v1.ContainerState running:@ContainerStateRunning terminated:@ContainerStateTerminated \
    waiting:@ContainerStateWaiting
    core.v1.ContainerStateRunning startedAt:t
    core.v1.ContainerStateTerminated containerID:s exitCode!i finishedAt:t message:s reason:s \
    signal:i startedAt:t
    core.v1.ContainerStateWaiting message:s reason:s
    core.v1.ContainerStatus allocatedResources:{q allocatedResourcesStatus:[@ResourceStatus \
    containerID:s image!s imageID!s lastState:@ContainerState name!s ready!b \
    resources:@ResourceRequirements restartCount!i started:b state:@ContainerState stopSignal:s \
    user:@ContainerUser volumeMounts:[@VolumeMountStatus
    core.v1.ContainerUser linux:@LinuxContainerUser
    core.v1.DaemonEndpoint Port!i
    core.v1.DownwardAPIProjection items:[@DownwardAPIVolumeFile
    core.v1.DownwardAPIVolumeFile fieldRef:@ObjectFieldSelector mode:i path!s \
    resourceFieldRef:@ResourceFieldSelector
    core.v1.DownwardAPIVolumeSource defaultMode:i items:[@DownwardAPIVolumeFile
    core.v1.EmptyDirVolumeSource medium:s sizeLimit:q
    core.v1.EndpointAddress hostname:s ip!s nodeName:s targetRef:@ObjectReference
    core.v1.EndpointPort appProtocol:s name:s port!i protocol:s(SCTP|TCP|UDP)
    core.v1.EndpointSubset addresses:[@EndpointAddress notReadyAddresses:[@EndpointAddress \
    ports:[@EndpointPort
    core.v1.Endpoints=/v1/Endpoints apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    subsets:[@EndpointSubset
    core.v1.EnvFromSource configMapRef:@ConfigMapEnvSource prefix:s secretRef:@SecretEnvSource
    core.v1.EnvVar name!s value:s valueFrom:@EnvVarSource
    core.v1.EnvVarSource configMapKeyRef:@ConfigMapKeySelector fieldRef:@ObjectFieldSelector \
    fileKeyRef:@FileKeySelector resourceFieldRef:@ResourceFieldSelector \
    secretKeyRef:@SecretKeySelector
    core.v1.EphemeralContainer args:[s command:[s env:[@EnvVar envFrom:[@EnvFromSource image:s \
    imagePullPolicy:s lifecycle:@Lifecycle livenessProbe:@Probe name!s ports:[@ContainerPort \
    readinessProbe:@Probe resizePolicy:[@ContainerResizePolicy resources:@ResourceRequirements \
    restartPolicy:s restartPolicyRules:[@ContainerRestartRule securityContext:@SecurityContext \
    startupProbe:@Probe stdin:b stdinOnce:b targetContainerName:s terminationMessagePath:s \
    terminationMessagePolicy:s tty:b volumeDevices:[@VolumeDevice volumeMounts:[@VolumeMount \
    workingDir:s
    core.v1.EphemeralVolumeSource volumeClaimTemplate:@PersistentVolumeClaimTemplate
    core.v1.Event=/v1/Event action:s apiVersion:s count:i eventTime:m firstTimestamp:t \
    involvedObject!@ObjectReference kind:s lastTimestamp:t message:s metadata!@meta.v1.ObjectMeta \
    reason:s related:@ObjectReference reportingComponent:s reportingInstance:s series:@EventSeries \
    source:@EventSource type:s(Normal|Warning)
    core.v1.EventSeries count:i lastObservedTime:m
    core.v1.EventSource component:s host:s
    core.v1.ExecAction command:[s
    core.v1.FCVolumeSource fsType:s lun:i readOnly:b targetWWNs:[s wwids:[s
    core.v1.FileKeySelector key!s optional:b path!s volumeName!s
    core.v1.FlexPersistentVolumeSource driver!s fsType:s options:{s readOnly:b \
    secretRef:@SecretReference
    core.v1.FlexVolumeSource driver!s fsType:s options:{s readOnly:b secretRef:@LocalObjectReference
    core.v1.FlockerVolumeSource datasetName:s datasetUUID:s
    core.v1.GCEPersistentDiskVolumeSource fsType:s partition:i pdName!s readOnly:b
    core.v1.GRPCAction port!i service:s
    core.v1.GitRepoVolumeSource directory:s repository!s revision:s
    core.v1.GlusterfsPersistentVolumeSource endpoints!s endpointsNamespace:s path!s readOnly:b
    core.v1.GlusterfsVolumeSource endpoints!s path!s readOnly:b
    core.v1.HTTPGetAction host:s httpHeaders:[@HTTPHeader path:s port!x scheme:s(HTTP|HTTPS)
    core.v1.HTTPHeader name!s value!s
    core.v1.HostAlias hostnames:[s ip!s
    core.v1.HostIP ip!s
    core.v1.HostPathVolumeSource path!s \
    type:s(|BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket)
    core.v1.ISCSIPersistentVolumeSource chapAuthDiscovery:b chapAuthSession:b fsType:s \
    initiatorName:s iqn!s iscsiInterface:s lun!i portals:[s readOnly:b secretRef:@SecretReference \
    targetPortal!s
    core.v1.ISCSIVolumeSource chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn!s \
    iscsiInterface:s lun!i portals:[s readOnly:b secretRef:@LocalObjectReference targetPortal!s
    core.v1.ImageVolumeSource pullPolicy:s(Always|IfNotPresent|Never) reference:s
    core.v1.ImageVolumeStatus imageRef!s
    core.v1.KeyToPath key!s mode:i path!s
    core.v1.Lifecycle postStart:@LifecycleHandler preStop:@LifecycleHandler stopSignal:s
    core.v1.LifecycleHandler exec:@ExecAction httpGet:@HTTPGetAction sleep:@SleepAction \
    tcpSocket:@TCPSocketAction
    core.v1.LimitRange=/v1/LimitRange apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@LimitRangeSpec
    core.v1.LimitRangeItem default:{q defaultRequest:{q max:{q maxLimitRequestRatio:{q min:{q \
    type!s(Container|PersistentVolumeClaim|Pod)
    core.v1.LimitRangeSpec limits![@LimitRangeItem
    core.v1.LinuxContainerUser gid!i supplementalGroups:[i uid!i
    core.v1.LoadBalancerIngress hostname:s ip:s ipMode:s ports:[@PortStatus
    core.v1.LoadBalancerStatus ingress:[@LoadBalancerIngress
    core.v1.LocalObjectReference name:s
    core.v1.LocalVolumeSource fsType:s path!s
    core.v1.ModifyVolumeStatus status!s(InProgress|Infeasible|Pending) \
    targetVolumeAttributesClassName:s
    core.v1.NFSVolumeSource path!s readOnly:b server!s
    core.v1.Namespace=/v1/Namespace apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@NamespaceSpec status:@NamespaceStatus
    core.v1.NamespaceCondition lastTransitionTime:t message:s reason:s status!s(False|True|Unknown) \
    type!s(NamespaceContentRemaining|NamespaceDeletionContentFailure|NamespaceDeletionDiscoveryFailure|NamespaceDeletionGroupVersionParsingFailure|NamespaceFinalizersRemaining)
    core.v1.NamespaceSpec finalizers:[s
    core.v1.NamespaceStatus conditions:[@NamespaceCondition phase:s(Active|Terminating)
    core.v1.Node=/v1/Node apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@NodeSpec \
    status:@NodeStatus
    core.v1.NodeAddress address!s type!s(ExternalDNS|ExternalIP|Hostname|InternalDNS|InternalIP)
    core.v1.NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:[@PreferredSchedulingTerm \
    requiredDuringSchedulingIgnoredDuringExecution:@NodeSelector
    core.v1.NodeAllocatableResourceClaimStatus containers:[s resourceClaimName!s resources!{q
    core.v1.NodeCondition lastHeartbeatTime:t lastTransitionTime:t message:s reason:s \
    status!s(False|True|Unknown) \
    type!s(DiskPressure|MemoryPressure|NetworkUnavailable|PIDPressure|Ready)
    core.v1.NodeConfigSource configMap:@ConfigMapNodeConfigSource
    core.v1.NodeConfigStatus active:@NodeConfigSource assigned:@NodeConfigSource error:s \
    lastKnownGood:@NodeConfigSource
    core.v1.NodeDaemonEndpoints kubeletEndpoint:@DaemonEndpoint
    core.v1.NodeFeatures supplementalGroupsPolicy:b
    core.v1.NodeRuntimeHandler features:@NodeRuntimeHandlerFeatures name:s
    core.v1.NodeRuntimeHandlerFeatures recursiveReadOnlyMounts:b userNamespaces:b
    core.v1.NodeSelector nodeSelectorTerms![@NodeSelectorTerm
    core.v1.NodeSelectorRequirement key!s operator!s(DoesNotExist|Exists|Gt|In|Lt|NotIn) values:[s
    core.v1.NodeSelectorTerm matchExpressions:[@NodeSelectorRequirement \
    matchFields:[@NodeSelectorRequirement
    core.v1.NodeSpec configSource:@NodeConfigSource externalID:s podCIDR:s podCIDRs:[s providerID:s \
    taints:[@Taint unschedulable:b
    core.v1.NodeStatus addresses:[@NodeAddress allocatable:{q capacity:{q conditions:[@NodeCondition \
    config:@NodeConfigStatus daemonEndpoints:@NodeDaemonEndpoints declaredFeatures:[s \
    features:@NodeFeatures images:[@ContainerImage nodeInfo:@NodeSystemInfo \
    phase:s(Pending|Running|Terminated) runtimeHandlers:[@NodeRuntimeHandler \
    volumesAttached:[@AttachedVolume volumesInUse:[s
    core.v1.NodeSwapStatus capacity:i
    core.v1.NodeSystemInfo architecture!s bootID!s containerRuntimeVersion!s kernelVersion!s \
    kubeProxyVersion!s kubeletVersion!s machineID!s operatingSystem!s osImage!s swap:@NodeSwapStatus \
    systemUUID!s
    core.v1.ObjectFieldSelector apiVersion:s fieldPath!s
    core.v1.ObjectReference apiVersion:s fieldPath:s kind:s name:s namespace:s resourceVersion:s \
    uid:s
    core.v1.PersistentVolume=/v1/PersistentVolume apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@PersistentVolumeSpec status:@PersistentVolumeStatus
    core.v1.PersistentVolumeClaim=/v1/PersistentVolumeClaim apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@PersistentVolumeClaimSpec status:@PersistentVolumeClaimStatus
    core.v1.PersistentVolumeClaimCondition lastProbeTime:t lastTransitionTime:t message:s reason:s \
    status!s(False|True|Unknown) type!s
    core.v1.PersistentVolumeClaimSpec \
    accessModes:[s(ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod) \
    dataSource:@TypedLocalObjectReference dataSourceRef:@TypedObjectReference \
    resources:@VolumeResourceRequirements selector:@meta.v1.LabelSelector storageClassName:s \
    volumeAttributesClassName:s volumeMode:s(Block|Filesystem) volumeName:s
    core.v1.PersistentVolumeClaimStatus \
    accessModes:[s(ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod) \
    allocatedResourceStatuses:{s allocatedResources:{q capacity:{q \
    conditions:[@PersistentVolumeClaimCondition currentVolumeAttributesClassName:s \
    modifyVolumeStatus:@ModifyVolumeStatus phase:s(Bound|Lost|Pending)
    core.v1.PersistentVolumeClaimTemplate metadata:@meta.v1.ObjectMeta \
    spec!@PersistentVolumeClaimSpec
    core.v1.PersistentVolumeClaimVolumeSource claimName!s readOnly:b
    core.v1.PersistentVolumeSpec \
    accessModes:[s(ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod) \
    awsElasticBlockStore:@AWSElasticBlockStoreVolumeSource azureDisk:@AzureDiskVolumeSource \
    azureFile:@AzureFilePersistentVolumeSource capacity:{q cephfs:@CephFSPersistentVolumeSource \
    cinder:@CinderPersistentVolumeSource claimRef:@ObjectReference csi:@CSIPersistentVolumeSource \
    fc:@FCVolumeSource flexVolume:@FlexPersistentVolumeSource flocker:@FlockerVolumeSource \
    gcePersistentDisk:@GCEPersistentDiskVolumeSource glusterfs:@GlusterfsPersistentVolumeSource \
    hostPath:@HostPathVolumeSource iscsi:@ISCSIPersistentVolumeSource local:@LocalVolumeSource \
    mountOptions:[s nfs:@NFSVolumeSource nodeAffinity:@VolumeNodeAffinity \
    persistentVolumeReclaimPolicy:s(Delete|Recycle|Retain) \
    photonPersistentDisk:@PhotonPersistentDiskVolumeSource portworxVolume:@PortworxVolumeSource \
    quobyte:@QuobyteVolumeSource rbd:@RBDPersistentVolumeSource \
    scaleIO:@ScaleIOPersistentVolumeSource storageClassName:s \
    storageos:@StorageOSPersistentVolumeSource volumeAttributesClassName:s \
    volumeMode:s(Block|Filesystem) vsphereVolume:@VsphereVirtualDiskVolumeSource
    core.v1.PersistentVolumeStatus lastPhaseTransitionTime:t message:s \
    phase:s(Available|Bound|Failed|Pending|Released) reason:s
    core.v1.PhotonPersistentDiskVolumeSource fsType:s pdID!s
    core.v1.Pod=/v1/Pod apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@PodSpec \
    status:@PodStatus
    core.v1.PodAffinity preferredDuringSchedulingIgnoredDuringExecution:[@WeightedPodAffinityTerm \
    requiredDuringSchedulingIgnoredDuringExecution:[@PodAffinityTerm
    core.v1.PodAffinityTerm labelSelector:@meta.v1.LabelSelector matchLabelKeys:[s \
    mismatchLabelKeys:[s namespaceSelector:@meta.v1.LabelSelector namespaces:[s topologyKey!s
    core.v1.PodAntiAffinity \
    preferredDuringSchedulingIgnoredDuringExecution:[@WeightedPodAffinityTerm \
    requiredDuringSchedulingIgnoredDuringExecution:[@PodAffinityTerm
    core.v1.PodCertificateProjection certificateChainPath:s credentialBundlePath:s keyPath:s \
    keyType!s maxExpirationSeconds:i signerName!s userAnnotations:{s
    core.v1.PodCondition lastProbeTime:t lastTransitionTime:t message:s observedGeneration:i \
    reason:s status!s(False|True|Unknown) type!s(ContainersReady|Initialized|PodScheduled|Ready)
    core.v1.PodDNSConfig nameservers:[s options:[@PodDNSConfigOption searches:[s
    core.v1.PodDNSConfigOption name:s value:s
    core.v1.PodExtendedResourceClaimStatus requestMappings![@ContainerExtendedResourceRequest \
    resourceClaimName!s
    core.v1.PodIP ip!s
    core.v1.PodOS name!s
    core.v1.PodReadinessGate conditionType!s
    core.v1.PodResourceClaim name!s resourceClaimName:s resourceClaimTemplateName:s
    core.v1.PodResourceClaimStatus name!s resourceClaimName:s
    core.v1.PodSchedulingGate name!s
    core.v1.PodSchedulingGroup podGroupName:s
    core.v1.PodSecurityContext appArmorProfile:@AppArmorProfile fsGroup:i \
    fsGroupChangePolicy:s(Always|OnRootMismatch) runAsGroup:i runAsNonRoot:b runAsUser:i \
    seLinuxChangePolicy:s seLinuxOptions:@SELinuxOptions seccompProfile:@SeccompProfile \
    supplementalGroups:[i supplementalGroupsPolicy:s(Merge|Strict) sysctls:[@Sysctl \
    windowsOptions:@WindowsSecurityContextOptions
    core.v1.PodSpec activeDeadlineSeconds:i affinity:@Affinity automountServiceAccountToken:b \
    containers![@Container dnsConfig:@PodDNSConfig \
    dnsPolicy:s(ClusterFirst|ClusterFirstWithHostNet|Default|None) enableServiceLinks:b \
    ephemeralContainers:[@EphemeralContainer hostAliases:[@HostAlias hostIPC:b hostNetwork:b \
    hostPID:b hostUsers:b hostname:s hostnameOverride:s imagePullSecrets:[@LocalObjectReference \
    initContainers:[@Container nodeName:s nodeSelector:{s os:@PodOS overhead:{q \
    preemptionPolicy:s(Never|PreemptLowerPriority) priority:i priorityClassName:s \
    readinessGates:[@PodReadinessGate resourceClaims:[@PodResourceClaim \
    resources:@ResourceRequirements restartPolicy:s(Always|Never|OnFailure) runtimeClassName:s \
    schedulerName:s schedulingGates:[@PodSchedulingGate schedulingGroup:@PodSchedulingGroup \
    securityContext:@PodSecurityContext serviceAccount:s serviceAccountName:s setHostnameAsFQDN:b \
    shareProcessNamespace:b subdomain:s terminationGracePeriodSeconds:i tolerations:[@Toleration \
    topologySpreadConstraints:[@TopologySpreadConstraint volumes:[@Volume
    core.v1.PodStatus allocatedResources:{q conditions:[@PodCondition \
    containerStatuses:[@ContainerStatus ephemeralContainerStatuses:[@ContainerStatus \
    extendedResourceClaimStatus:@PodExtendedResourceClaimStatus hostIP:s hostIPs:[@HostIP \
    initContainerStatuses:[@ContainerStatus message:s \
    nodeAllocatableResourceClaimStatuses:[@NodeAllocatableResourceClaimStatus nominatedNodeName:s \
    observedGeneration:i phase:s(Failed|Pending|Running|Succeeded|Unknown) podIP:s podIPs:[@PodIP \
    qosClass:s(BestEffort|Burstable|Guaranteed) reason:s resize:s \
    resourceClaimStatuses:[@PodResourceClaimStatus resources:@ResourceRequirements startTime:t
    core.v1.PodTemplate=/v1/PodTemplate apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    template:@PodTemplateSpec
    core.v1.PodTemplateSpec metadata:@meta.v1.ObjectMeta spec:@PodSpec
    core.v1.PortStatus error:s port!i protocol!s(SCTP|TCP|UDP)
    core.v1.PortworxVolumeSource fsType:s readOnly:b volumeID!s
    core.v1.PreferredSchedulingTerm preference!@NodeSelectorTerm weight!i
    core.v1.Probe exec:@ExecAction failureThreshold:i grpc:@GRPCAction httpGet:@HTTPGetAction \
    initialDelaySeconds:i periodSeconds:i successThreshold:i tcpSocket:@TCPSocketAction \
    terminationGracePeriodSeconds:i timeoutSeconds:i
    core.v1.ProjectedVolumeSource defaultMode:i sources:[@VolumeProjection
    core.v1.QuobyteVolumeSource group:s readOnly:b registry!s tenant:s user:s volume!s
    core.v1.RBDPersistentVolumeSource fsType:s image!s keyring:s monitors![s pool:s readOnly:b \
    secretRef:@SecretReference user:s
    core.v1.RBDVolumeSource fsType:s image!s keyring:s monitors![s pool:s readOnly:b \
    secretRef:@LocalObjectReference user:s
    core.v1.ReplicationController=/v1/ReplicationController apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@ReplicationControllerSpec status:@ReplicationControllerStatus
    core.v1.ReplicationControllerCondition lastTransitionTime:t message:s reason:s \
    status!s(False|True|Unknown) type!s
    core.v1.ReplicationControllerSpec minReadySeconds:i replicas:i selector:{s \
    template:@PodTemplateSpec
    core.v1.ReplicationControllerStatus availableReplicas:i \
    conditions:[@ReplicationControllerCondition fullyLabeledReplicas:i observedGeneration:i \
    readyReplicas:i replicas!i
    core.v1.ResourceClaim name!s request:s
    core.v1.ResourceFieldSelector containerName:s divisor:q resource!s
    core.v1.ResourceHealth health:s message:s resourceID!s
    core.v1.ResourceQuota=/v1/ResourceQuota apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@ResourceQuotaSpec status:@ResourceQuotaStatus
    core.v1.ResourceQuotaSpec hard:{q scopeSelector:@ScopeSelector \
    scopes:[s(BestEffort|CrossNamespacePodAffinity|NotBestEffort|NotTerminating|PriorityClass|Terminating|VolumeAttributesClass)
    core.v1.ResourceQuotaStatus hard:{q used:{q
    core.v1.ResourceRequirements claims:[@ResourceClaim limits:{q requests:{q
    core.v1.ResourceStatus name!s resources:[@ResourceHealth
    core.v1.SELinuxOptions level:s role:s type:s user:s
    core.v1.ScaleIOPersistentVolumeSource fsType:s gateway!s protectionDomain:s readOnly:b \
    secretRef!@SecretReference sslEnabled:b storageMode:s storagePool:s system!s volumeName:s
    core.v1.ScaleIOVolumeSource fsType:s gateway!s protectionDomain:s readOnly:b \
    secretRef!@LocalObjectReference sslEnabled:b storageMode:s storagePool:s system!s volumeName:s
    core.v1.ScopeSelector matchExpressions:[@ScopedResourceSelectorRequirement
    core.v1.ScopedResourceSelectorRequirement operator!s(DoesNotExist|Exists|In|NotIn) \
    scopeName!s(BestEffort|CrossNamespacePodAffinity|NotBestEffort|NotTerminating|PriorityClass|Terminating|VolumeAttributesClass) \
    values:[s
    core.v1.SeccompProfile localhostProfile:s type!s(Localhost|RuntimeDefault|Unconfined)
    core.v1.Secret=/v1/Secret apiVersion:s data:{s immutable:b kind:s metadata:@meta.v1.ObjectMeta \
    stringData:{s type:s
    core.v1.SecretEnvSource name:s optional:b
    core.v1.SecretKeySelector key!s name:s optional:b
    core.v1.SecretProjection items:[@KeyToPath name:s optional:b
    core.v1.SecretReference name:s namespace:s
    core.v1.SecretVolumeSource defaultMode:i items:[@KeyToPath optional:b secretName:s
    core.v1.SecurityContext allowPrivilegeEscalation:b appArmorProfile:@AppArmorProfile \
    capabilities:@Capabilities privileged:b procMount:s(Default|Unmasked) readOnlyRootFilesystem:b \
    runAsGroup:i runAsNonRoot:b runAsUser:i seLinuxOptions:@SELinuxOptions \
    seccompProfile:@SeccompProfile windowsOptions:@WindowsSecurityContextOptions
    core.v1.Service=/v1/Service apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@ServiceSpec \
    status:@ServiceStatus
    core.v1.ServiceAccount=/v1/ServiceAccount apiVersion:s automountServiceAccountToken:b \
    imagePullSecrets:[@LocalObjectReference kind:s metadata:@meta.v1.ObjectMeta \
    secrets:[@ObjectReference
    core.v1.ServiceAccountTokenProjection audience:s expirationSeconds:i path!s
    core.v1.ServicePort appProtocol:s name:s nodePort:i port!i protocol:s(SCTP|TCP|UDP) targetPort:x
    core.v1.ServiceSpec allocateLoadBalancerNodePorts:b clusterIP:s clusterIPs:[s externalIPs:[s \
    externalName:s externalTrafficPolicy:s(Cluster|Local) healthCheckNodePort:i \
    internalTrafficPolicy:s(Cluster|Local) ipFamilies:[s(|IPv4|IPv6) \
    ipFamilyPolicy:s(PreferDualStack|RequireDualStack|SingleStack) loadBalancerClass:s \
    loadBalancerIP:s loadBalancerSourceRanges:[s ports:[@ServicePort publishNotReadyAddresses:b \
    selector:{s sessionAffinity:s(ClientIP|None) sessionAffinityConfig:@SessionAffinityConfig \
    trafficDistribution:s type:s(ClusterIP|ExternalName|LoadBalancer|NodePort)
    core.v1.ServiceStatus conditions:[@meta.v1.Condition loadBalancer:@LoadBalancerStatus
    core.v1.SessionAffinityConfig clientIP:@ClientIPConfig
    core.v1.SleepAction seconds!i
    core.v1.StorageOSPersistentVolumeSource fsType:s readOnly:b secretRef:@ObjectReference \
    volumeName:s volumeNamespace:s
    core.v1.StorageOSVolumeSource fsType:s readOnly:b secretRef:@LocalObjectReference volumeName:s \
    volumeNamespace:s
    core.v1.Sysctl name!s value!s
    core.v1.TCPSocketAction host:s port!x
    core.v1.Taint effect!s(NoExecute|NoSchedule|PreferNoSchedule) key!s timeAdded:t value:s
    core.v1.Toleration effect:s(NoExecute|NoSchedule|PreferNoSchedule) key:s \
    operator:s(Equal|Exists|Gt|Lt) tolerationSeconds:i value:s
    core.v1.TopologySelectorLabelRequirement key!s values![s
    core.v1.TopologySelectorTerm matchLabelExpressions:[@TopologySelectorLabelRequirement
    core.v1.TopologySpreadConstraint labelSelector:@meta.v1.LabelSelector matchLabelKeys:[s \
    maxSkew!i minDomains:i nodeAffinityPolicy:s(Honor|Ignore) nodeTaintsPolicy:s(Honor|Ignore) \
    topologyKey!s whenUnsatisfiable!s(DoNotSchedule|ScheduleAnyway)
    core.v1.TypedLocalObjectReference apiGroup:s kind!s name!s
    core.v1.TypedObjectReference apiGroup:s kind!s name!s namespace:s
    core.v1.Volume awsElasticBlockStore:@AWSElasticBlockStoreVolumeSource \
    azureDisk:@AzureDiskVolumeSource azureFile:@AzureFileVolumeSource cephfs:@CephFSVolumeSource \
    cinder:@CinderVolumeSource configMap:@ConfigMapVolumeSource csi:@CSIVolumeSource \
    downwardAPI:@DownwardAPIVolumeSource emptyDir:@EmptyDirVolumeSource \
    ephemeral:@EphemeralVolumeSource fc:@FCVolumeSource flexVolume:@FlexVolumeSource \
    flocker:@FlockerVolumeSource gcePersistentDisk:@GCEPersistentDiskVolumeSource \
    gitRepo:@GitRepoVolumeSource glusterfs:@GlusterfsVolumeSource hostPath:@HostPathVolumeSource \
    image:@ImageVolumeSource iscsi:@ISCSIVolumeSource name!s nfs:@NFSVolumeSource \
    persistentVolumeClaim:@PersistentVolumeClaimVolumeSource \
    photonPersistentDisk:@PhotonPersistentDiskVolumeSource portworxVolume:@PortworxVolumeSource \
    projected:@ProjectedVolumeSource quobyte:@QuobyteVolumeSource rbd:@RBDVolumeSource \
    scaleIO:@ScaleIOVolumeSource secret:@SecretVolumeSource storageos:@StorageOSVolumeSource \
    vsphereVolume:@VsphereVirtualDiskVolumeSource
    core.v1.VolumeDevice devicePath!s name!s
    core.v1.VolumeMount mountPath!s mountPropagation:s(Bidirectional|HostToContainer|None) name!s \
    readOnly:b recursiveReadOnly:s subPath:s subPathExpr:s
    core.v1.VolumeMountStatus mountPath!s name!s readOnly:b recursiveReadOnly:s \
    volumeStatus:@VolumeStatus
    core.v1.VolumeNodeAffinity required:@NodeSelector
    core.v1.VolumeProjection clusterTrustBundle:@ClusterTrustBundleProjection \
    configMap:@ConfigMapProjection downwardAPI:@DownwardAPIProjection \
    podCertificate:@PodCertificateProjection secret:@SecretProjection \
    serviceAccountToken:@ServiceAccountTokenProjection
    core.v1.VolumeResourceRequirements limits:{q requests:{q
    core.v1.VolumeStatus image:@ImageVolumeStatus
    core.v1.VsphereVirtualDiskVolumeSource fsType:s storagePolicyID:s storagePolicyName:s \
    volumePath!s
    core.v1.WeightedPodAffinityTerm podAffinityTerm!@PodAffinityTerm weight!i
    core.v1.WindowsSecurityContextOptions gmsaCredentialSpec:s gmsaCredentialSpecName:s \
    hostProcess:b runAsUserName:s
    discovery.v1.Endpoint addresses![s conditions:@EndpointConditions deprecatedTopology:{s \
    hints:@EndpointHints hostname:s nodeName:s targetRef:@core.v1.ObjectReference zone:s
    discovery.v1.EndpointConditions ready:b serving:b terminating:b
    discovery.v1.EndpointHints forNodes:[@ForNode forZones:[@ForZone
    discovery.v1.EndpointPort appProtocol:s name:s port:i protocol:s
    discovery.v1.EndpointSlice=discovery.k8s.io/v1/EndpointSlice addressType!s apiVersion:s \
    endpoints:[@Endpoint kind:s metadata:@meta.v1.ObjectMeta ports:[@EndpointPort
    discovery.v1.ForNode name!s
    discovery.v1.ForZone name!s
    events.v1.Event=events.k8s.io/v1/Event action:s apiVersion:s deprecatedCount:i \
    deprecatedFirstTimestamp:t deprecatedLastTimestamp:t deprecatedSource:@core.v1.EventSource \
    eventTime!m kind:s metadata:@meta.v1.ObjectMeta note:s reason:s \
    regarding:@core.v1.ObjectReference related:@core.v1.ObjectReference reportingController:s \
    reportingInstance:s series:@EventSeries type:s
    events.v1.EventSeries count!i lastObservedTime!m
    flowcontrol.v1.ExemptPriorityLevelConfiguration lendablePercent:i nominalConcurrencyShares:i
    flowcontrol.v1.FlowDistinguisherMethod type!s
    flowcontrol.v1.FlowSchema=flowcontrol.apiserver.k8s.io/v1/FlowSchema apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@FlowSchemaSpec status:@FlowSchemaStatus
    flowcontrol.v1.FlowSchemaCondition lastTransitionTime:t message:s reason:s \
    status:s(False|True|Unknown) type:s
    flowcontrol.v1.FlowSchemaSpec distinguisherMethod:@FlowDistinguisherMethod matchingPrecedence:i \
    priorityLevelConfiguration!@PriorityLevelConfigurationReference rules:[@PolicyRulesWithSubjects
    flowcontrol.v1.FlowSchemaStatus conditions:[@FlowSchemaCondition
    flowcontrol.v1.GroupSubject name!s
    flowcontrol.v1.LimitResponse queuing:@QueuingConfiguration type!s
    flowcontrol.v1.LimitedPriorityLevelConfiguration borrowingLimitPercent:i lendablePercent:i \
    limitResponse:@LimitResponse nominalConcurrencyShares:i
    flowcontrol.v1.NonResourcePolicyRule nonResourceURLs![s verbs![s
    flowcontrol.v1.PolicyRulesWithSubjects nonResourceRules:[@NonResourcePolicyRule \
    resourceRules:[@ResourcePolicyRule subjects![@Subject
    flowcontrol.v1.PriorityLevelConfiguration=flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@PriorityLevelConfigurationSpec \
    status:@PriorityLevelConfigurationStatus
    flowcontrol.v1.PriorityLevelConfigurationCondition lastTransitionTime:t message:s reason:s \
    status:s(False|True|Unknown) type:s
    flowcontrol.v1.PriorityLevelConfigurationReference name!s
    flowcontrol.v1.PriorityLevelConfigurationSpec exempt:@ExemptPriorityLevelConfiguration \
    limited:@LimitedPriorityLevelConfiguration type!s
    flowcontrol.v1.PriorityLevelConfigurationStatus conditions:[@PriorityLevelConfigurationCondition
    flowcontrol.v1.QueuingConfiguration handSize:i queueLengthLimit:i queues:i
    flowcontrol.v1.ResourcePolicyRule apiGroups![s clusterScope:b namespaces:[s resources![s \
    verbs![s
    flowcontrol.v1.ServiceAccountSubject name!s namespace!s
    flowcontrol.v1.Subject group:@GroupSubject kind!s serviceAccount:@ServiceAccountSubject \
    user:@UserSubject
    flowcontrol.v1.UserSubject name!s
    meta.v1.Condition lastTransitionTime!t message!s observedGeneration:i reason!s \
    status!s(False|True|Unknown) type!s
    meta.v1.GroupResource group!s resource!s
    meta.v1.LabelSelector matchExpressions:[@LabelSelectorRequirement matchLabels:{s
    meta.v1.LabelSelectorRequirement key!s operator!s(DoesNotExist|Exists|In|NotIn) values:[s
    meta.v1.ObjectMeta annotations:{s creationTimestamp:t deletionGracePeriodSeconds:i \
    deletionTimestamp:t finalizers:[s generateName:s generation:i labels:{s name:s namespace:s \
    ownerReferences:[@OwnerReference resourceVersion:s selfLink:s uid:s
    meta.v1.OwnerReference apiVersion!s blockOwnerDeletion:b controller:b kind!s name!s uid!s
    networking.v1.HTTPIngressPath backend!@IngressBackend path:s pathType!s
    networking.v1.HTTPIngressRuleValue paths![@HTTPIngressPath
    networking.v1.IPAddress=networking.k8s.io/v1/IPAddress apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@IPAddressSpec
    networking.v1.IPAddressSpec parentRef!@ParentReference
    networking.v1.IPBlock cidr!s except:[s
    networking.v1.Ingress=networking.k8s.io/v1/Ingress apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@IngressSpec status:@IngressStatus
    networking.v1.IngressBackend resource:@core.v1.TypedLocalObjectReference \
    service:@IngressServiceBackend
    networking.v1.IngressClass=networking.k8s.io/v1/IngressClass apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@IngressClassSpec
    networking.v1.IngressClassParametersReference apiGroup:s kind!s name!s namespace:s scope:s
    networking.v1.IngressClassSpec controller:s parameters:@IngressClassParametersReference
    networking.v1.IngressLoadBalancerIngress hostname:s ip:s ports:[@IngressPortStatus
    networking.v1.IngressLoadBalancerStatus ingress:[@IngressLoadBalancerIngress
    networking.v1.IngressPortStatus error:s port!i protocol!s
    networking.v1.IngressRule host:s http:@HTTPIngressRuleValue
    networking.v1.IngressServiceBackend name!s port:@ServiceBackendPort
    networking.v1.IngressSpec defaultBackend:@IngressBackend ingressClassName:s rules:[@IngressRule \
    tls:[@IngressTLS
    networking.v1.IngressStatus loadBalancer:@IngressLoadBalancerStatus
    networking.v1.IngressTLS hosts:[s secretName:s
    networking.v1.NetworkPolicy=networking.k8s.io/v1/NetworkPolicy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@NetworkPolicySpec
    networking.v1.NetworkPolicyEgressRule ports:[@NetworkPolicyPort to:[@NetworkPolicyPeer
    networking.v1.NetworkPolicyIngressRule from:[@NetworkPolicyPeer ports:[@NetworkPolicyPort
    networking.v1.NetworkPolicyPeer ipBlock:@IPBlock namespaceSelector:@meta.v1.LabelSelector \
    podSelector:@meta.v1.LabelSelector
    networking.v1.NetworkPolicyPort endPort:i port:x protocol:s(SCTP|TCP|UDP)
    networking.v1.NetworkPolicySpec egress:[@NetworkPolicyEgressRule \
    ingress:[@NetworkPolicyIngressRule podSelector:@meta.v1.LabelSelector \
    policyTypes:[s(Egress|Ingress)
    networking.v1.ParentReference group:s name!s namespace:s resource!s
    networking.v1.ServiceBackendPort name:s number:i
    networking.v1.ServiceCIDR=networking.k8s.io/v1/ServiceCIDR apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@ServiceCIDRSpec status:@ServiceCIDRStatus
    networking.v1.ServiceCIDRSpec cidrs:[s
    networking.v1.ServiceCIDRStatus conditions:[@meta.v1.Condition
    networking.v1beta1.IPAddress=networking.k8s.io/v1beta1/IPAddress apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@IPAddressSpec
    networking.v1beta1.IPAddressSpec parentRef!@ParentReference
    networking.v1beta1.ParentReference group:s name!s namespace:s resource!s
    networking.v1beta1.ServiceCIDR=networking.k8s.io/v1beta1/ServiceCIDR apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@ServiceCIDRSpec status:@ServiceCIDRStatus
    networking.v1beta1.ServiceCIDRSpec cidrs:[s
    networking.v1beta1.ServiceCIDRStatus conditions:[@meta.v1.Condition
    node.v1.Overhead podFixed:{q
    node.v1.RuntimeClass=node.k8s.io/v1/RuntimeClass apiVersion:s handler!s kind:s \
    metadata:@meta.v1.ObjectMeta overhead:@Overhead scheduling:@Scheduling
    node.v1.Scheduling nodeSelector:{s tolerations:[@core.v1.Toleration
    policy.v1.PodDisruptionBudget=policy/v1/PodDisruptionBudget apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@PodDisruptionBudgetSpec status:@PodDisruptionBudgetStatus
    policy.v1.PodDisruptionBudgetSpec maxUnavailable:x minAvailable:x \
    selector:@meta.v1.LabelSelector unhealthyPodEvictionPolicy:s(AlwaysAllow|IfHealthyBudget)
    policy.v1.PodDisruptionBudgetStatus conditions:[@meta.v1.Condition currentHealthy:i \
    desiredHealthy:i disruptedPods:{t disruptionsAllowed:i expectedPods:i observedGeneration:i
    rbac.v1.AggregationRule clusterRoleSelectors:[@meta.v1.LabelSelector
    rbac.v1.ClusterRole=rbac.authorization.k8s.io/v1/ClusterRole aggregationRule:@AggregationRule \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta rules:[@PolicyRule
    rbac.v1.ClusterRoleBinding=rbac.authorization.k8s.io/v1/ClusterRoleBinding apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta roleRef!@RoleRef subjects:[@Subject
    rbac.v1.PolicyRule apiGroups:[s nonResourceURLs:[s resourceNames:[s resources:[s verbs![s
    rbac.v1.Role=rbac.authorization.k8s.io/v1/Role apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    rules:[@PolicyRule
    rbac.v1.RoleBinding=rbac.authorization.k8s.io/v1/RoleBinding apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta roleRef!@RoleRef subjects:[@Subject
    rbac.v1.RoleRef apiGroup:s(rbac.authorization.k8s.io) kind!s(ClusterRole|Role) name!s
    rbac.v1.Subject apiGroup:s(rbac.authorization.k8s.io) kind!s(Group|ServiceAccount|User) name!s \
    namespace:s
    resource.v1.AllocatedDeviceStatus conditions:[@meta.v1.Condition data:x device!s driver!s \
    networkData:@NetworkDeviceData pool!s shareID:s
    resource.v1.AllocationResult allocationTimestamp:t devices:@DeviceAllocationResult \
    nodeSelector:@core.v1.NodeSelector
    resource.v1.CELDeviceSelector expression!s
    resource.v1.CapacityRequestPolicy default:q validRange:@CapacityRequestPolicyRange \
    validValues:[q
    resource.v1.CapacityRequestPolicyRange max:q min!q step:q
    resource.v1.CapacityRequirements requests:{q
    resource.v1.Counter value!q
    resource.v1.CounterSet counters!{@Counter name!s
    resource.v1.Device allNodes:b allowMultipleAllocations:b attributes:{@DeviceAttribute \
    bindingConditions:[s bindingFailureConditions:[s bindsToNode:b capacity:{@DeviceCapacity \
    consumesCounters:[@DeviceCounterConsumption name!s \
    nodeAllocatableResourceMappings:{@NodeAllocatableResourceMapping nodeName:s \
    nodeSelector:@core.v1.NodeSelector taints:[@DeviceTaint
    resource.v1.DeviceAllocationConfiguration opaque:@OpaqueDeviceConfiguration requests:[s \
    source!s(FromClaim|FromClass)
    resource.v1.DeviceAllocationResult config:[@DeviceAllocationConfiguration \
    results:[@DeviceRequestAllocationResult
    resource.v1.DeviceAttribute bool:b bools:[b int:i ints:[i string:s strings:[s version:s \
    versions:[s
    resource.v1.DeviceCapacity requestPolicy:@CapacityRequestPolicy value!q
    resource.v1.DeviceClaim config:[@DeviceClaimConfiguration constraints:[@DeviceConstraint \
    requests:[@DeviceRequest
    resource.v1.DeviceClaimConfiguration opaque:@OpaqueDeviceConfiguration requests:[s
    resource.v1.DeviceClass=resource.k8s.io/v1/DeviceClass apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@DeviceClassSpec
    resource.v1.DeviceClassConfiguration opaque:@OpaqueDeviceConfiguration
    resource.v1.DeviceClassSpec config:[@DeviceClassConfiguration extendedResourceName:s \
    selectors:[@DeviceSelector
    resource.v1.DeviceConstraint distinctAttribute:s matchAttribute:s requests:[s
    resource.v1.DeviceCounterConsumption counterSet!s counters!{@Counter
    resource.v1.DeviceRequest exactly:@ExactDeviceRequest firstAvailable:[@DeviceSubRequest name!s
    resource.v1.DeviceRequestAllocationResult adminAccess:b bindingConditions:[s \
    bindingFailureConditions:[s consumedCapacity:{q device!s driver!s pool!s request!s shareID:s \
    tolerations:[@DeviceToleration
    resource.v1.DeviceSelector cel:@CELDeviceSelector
    resource.v1.DeviceSubRequest allocationMode:s capacity:@CapacityRequirements count:i \
    deviceClassName!s name!s selectors:[@DeviceSelector tolerations:[@DeviceToleration
    resource.v1.DeviceTaint effect!s(NoExecute|NoSchedule|None) key!s timeAdded:t value:s
    resource.v1.DeviceToleration effect:s(NoExecute|NoSchedule|None) key:s operator:s(Equal|Exists) \
    tolerationSeconds:i value:s
    resource.v1.ExactDeviceRequest adminAccess:b allocationMode:s capacity:@CapacityRequirements \
    count:i deviceClassName!s selectors:[@DeviceSelector tolerations:[@DeviceToleration
    resource.v1.NetworkDeviceData hardwareAddress:s interfaceName:s ips:[s
    resource.v1.NodeAllocatableResourceMapping allocationMultiplier:q capacityKey:s
    resource.v1.OpaqueDeviceConfiguration driver!s parameters!x
    resource.v1.ResourceClaim=resource.k8s.io/v1/ResourceClaim apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@ResourceClaimSpec status:@ResourceClaimStatus
    resource.v1.ResourceClaimConsumerReference apiGroup:s name!s resource!s uid!s
    resource.v1.ResourceClaimSpec devices:@DeviceClaim
    resource.v1.ResourceClaimStatus allocation:@AllocationResult devices:[@AllocatedDeviceStatus \
    reservedFor:[@ResourceClaimConsumerReference
    resource.v1.ResourceClaimTemplate=resource.k8s.io/v1/ResourceClaimTemplate apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@ResourceClaimTemplateSpec
    resource.v1.ResourceClaimTemplateSpec metadata:@meta.v1.ObjectMeta spec!@ResourceClaimSpec
    resource.v1.ResourcePool generation!i name!s resourceSliceCount!i
    resource.v1.ResourceSlice=resource.k8s.io/v1/ResourceSlice apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@ResourceSliceSpec
    resource.v1.ResourceSliceSpec allNodes:b devices:[@Device driver!s nodeName:s \
    nodeSelector:@core.v1.NodeSelector perDeviceNodeSelection:b pool!@ResourcePool \
    sharedCounters:[@CounterSet
    resource.v1alpha3.DeviceTaint effect!s(NoExecute|NoSchedule|None) key!s timeAdded:t value:s
    resource.v1alpha3.DeviceTaintRule=resource.k8s.io/v1alpha3/DeviceTaintRule apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@DeviceTaintRuleSpec status:@DeviceTaintRuleStatus
    resource.v1alpha3.DeviceTaintRuleSpec deviceSelector:@DeviceTaintSelector taint!@DeviceTaint
    resource.v1alpha3.DeviceTaintRuleStatus conditions:[@meta.v1.Condition
    resource.v1alpha3.DeviceTaintSelector device:s driver:s pool:s
    resource.v1alpha3.PoolStatus allocatedDevices:i availableDevices:i driver!s generation!i \
    nodeName:s poolName!s resourceSliceCount:i totalDevices:i unavailableDevices:i validationError:s
    resource.v1alpha3.ResourcePoolStatusRequest=resource.k8s.io/v1alpha3/ResourcePoolStatusRequest \
    apiVersion:s kind:s metadata!@meta.v1.ObjectMeta spec!@ResourcePoolStatusRequestSpec \
    status:@ResourcePoolStatusRequestStatus
    resource.v1alpha3.ResourcePoolStatusRequestSpec driver!s limit:i poolName:s
    resource.v1alpha3.ResourcePoolStatusRequestStatus conditions:[@meta.v1.Condition poolCount!i \
    pools:[@PoolStatus
    resource.v1beta1.AllocatedDeviceStatus conditions:[@meta.v1.Condition data:x device!s driver!s \
    networkData:@NetworkDeviceData pool!s shareID:s
    resource.v1beta1.AllocationResult allocationTimestamp:t devices:@DeviceAllocationResult \
    nodeSelector:@core.v1.NodeSelector
    resource.v1beta1.BasicDevice allNodes:b allowMultipleAllocations:b attributes:{@DeviceAttribute \
    bindingConditions:[s bindingFailureConditions:[s bindsToNode:b capacity:{@DeviceCapacity \
    consumesCounters:[@DeviceCounterConsumption \
    nodeAllocatableResourceMappings:{@NodeAllocatableResourceMapping nodeName:s \
    nodeSelector:@core.v1.NodeSelector taints:[@DeviceTaint
    resource.v1beta1.CELDeviceSelector expression!s
    resource.v1beta1.CapacityRequestPolicy default:q validRange:@CapacityRequestPolicyRange \
    validValues:[q
    resource.v1beta1.CapacityRequestPolicyRange max:q min!q step:q
    resource.v1beta1.CapacityRequirements requests:{q
    resource.v1beta1.Counter value!q
    resource.v1beta1.CounterSet counters!{@Counter name!s
    resource.v1beta1.Device basic:@BasicDevice name!s
    resource.v1beta1.DeviceAllocationConfiguration opaque:@OpaqueDeviceConfiguration requests:[s \
    source!s(FromClaim|FromClass)
    resource.v1beta1.DeviceAllocationResult config:[@DeviceAllocationConfiguration \
    results:[@DeviceRequestAllocationResult
    resource.v1beta1.DeviceAttribute bool:b bools:[b int:i ints:[i string:s strings:[s version:s \
    versions:[s
    resource.v1beta1.DeviceCapacity requestPolicy:@CapacityRequestPolicy value!q
    resource.v1beta1.DeviceClaim config:[@DeviceClaimConfiguration constraints:[@DeviceConstraint \
    requests:[@DeviceRequest
    resource.v1beta1.DeviceClaimConfiguration opaque:@OpaqueDeviceConfiguration requests:[s
    resource.v1beta1.DeviceClass=resource.k8s.io/v1beta1/DeviceClass apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@DeviceClassSpec
    resource.v1beta1.DeviceClassConfiguration opaque:@OpaqueDeviceConfiguration
    resource.v1beta1.DeviceClassSpec config:[@DeviceClassConfiguration extendedResourceName:s \
    selectors:[@DeviceSelector
    resource.v1beta1.DeviceConstraint distinctAttribute:s matchAttribute:s requests:[s
    resource.v1beta1.DeviceCounterConsumption counterSet!s counters!{@Counter
    resource.v1beta1.DeviceRequest adminAccess:b allocationMode:s capacity:@CapacityRequirements \
    count:i deviceClassName:s firstAvailable:[@DeviceSubRequest name!s selectors:[@DeviceSelector \
    tolerations:[@DeviceToleration
    resource.v1beta1.DeviceRequestAllocationResult adminAccess:b bindingConditions:[s \
    bindingFailureConditions:[s consumedCapacity:{q device!s driver!s pool!s request!s shareID:s \
    tolerations:[@DeviceToleration
    resource.v1beta1.DeviceSelector cel:@CELDeviceSelector
    resource.v1beta1.DeviceSubRequest allocationMode:s capacity:@CapacityRequirements count:i \
    deviceClassName!s name!s selectors:[@DeviceSelector tolerations:[@DeviceToleration
    resource.v1beta1.DeviceTaint effect!s(NoExecute|NoSchedule|None) key!s timeAdded:t value:s
    resource.v1beta1.DeviceToleration effect:s(NoExecute|NoSchedule|None) key:s \
    operator:s(Equal|Exists) tolerationSeconds:i value:s
    resource.v1beta1.NetworkDeviceData hardwareAddress:s interfaceName:s ips:[s
    resource.v1beta1.NodeAllocatableResourceMapping allocationMultiplier:q capacityKey:s
    resource.v1beta1.OpaqueDeviceConfiguration driver!s parameters!x
    resource.v1beta1.ResourceClaim=resource.k8s.io/v1beta1/ResourceClaim apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@ResourceClaimSpec status:@ResourceClaimStatus
    resource.v1beta1.ResourceClaimConsumerReference apiGroup:s name!s resource!s uid!s
    resource.v1beta1.ResourceClaimSpec devices:@DeviceClaim
    resource.v1beta1.ResourceClaimStatus allocation:@AllocationResult \
    devices:[@AllocatedDeviceStatus reservedFor:[@ResourceClaimConsumerReference
    resource.v1beta1.ResourceClaimTemplate=resource.k8s.io/v1beta1/ResourceClaimTemplate \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec!@ResourceClaimTemplateSpec
    resource.v1beta1.ResourceClaimTemplateSpec metadata:@meta.v1.ObjectMeta spec!@ResourceClaimSpec
    resource.v1beta1.ResourcePool generation!i name!s resourceSliceCount!i
    resource.v1beta1.ResourceSlice=resource.k8s.io/v1beta1/ResourceSlice apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@ResourceSliceSpec
    resource.v1beta1.ResourceSliceSpec allNodes:b devices:[@Device driver!s nodeName:s \
    nodeSelector:@core.v1.NodeSelector perDeviceNodeSelection:b pool!@ResourcePool \
    sharedCounters:[@CounterSet
    resource.v1beta2.AllocatedDeviceStatus conditions:[@meta.v1.Condition data:x device!s driver!s \
    networkData:@NetworkDeviceData pool!s shareID:s
    resource.v1beta2.AllocationResult allocationTimestamp:t devices:@DeviceAllocationResult \
    nodeSelector:@core.v1.NodeSelector
    resource.v1beta2.CELDeviceSelector expression!s
    resource.v1beta2.CapacityRequestPolicy default:q validRange:@CapacityRequestPolicyRange \
    validValues:[q
    resource.v1beta2.CapacityRequestPolicyRange max:q min!q step:q
    resource.v1beta2.CapacityRequirements requests:{q
    resource.v1beta2.Counter value!q
    resource.v1beta2.CounterSet counters!{@Counter name!s
    resource.v1beta2.Device allNodes:b allowMultipleAllocations:b attributes:{@DeviceAttribute \
    bindingConditions:[s bindingFailureConditions:[s bindsToNode:b capacity:{@DeviceCapacity \
    consumesCounters:[@DeviceCounterConsumption name!s \
    nodeAllocatableResourceMappings:{@NodeAllocatableResourceMapping nodeName:s \
    nodeSelector:@core.v1.NodeSelector taints:[@DeviceTaint
    resource.v1beta2.DeviceAllocationConfiguration opaque:@OpaqueDeviceConfiguration requests:[s \
    source!s(FromClaim|FromClass)
    resource.v1beta2.DeviceAllocationResult config:[@DeviceAllocationConfiguration \
    results:[@DeviceRequestAllocationResult
    resource.v1beta2.DeviceAttribute bool:b bools:[b int:i ints:[i string:s strings:[s version:s \
    versions:[s
    resource.v1beta2.DeviceCapacity requestPolicy:@CapacityRequestPolicy value!q
    resource.v1beta2.DeviceClaim config:[@DeviceClaimConfiguration constraints:[@DeviceConstraint \
    requests:[@DeviceRequest
    resource.v1beta2.DeviceClaimConfiguration opaque:@OpaqueDeviceConfiguration requests:[s
    resource.v1beta2.DeviceClass=resource.k8s.io/v1beta2/DeviceClass apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@DeviceClassSpec
    resource.v1beta2.DeviceClassConfiguration opaque:@OpaqueDeviceConfiguration
    resource.v1beta2.DeviceClassSpec config:[@DeviceClassConfiguration extendedResourceName:s \
    selectors:[@DeviceSelector
    resource.v1beta2.DeviceConstraint distinctAttribute:s matchAttribute:s requests:[s
    resource.v1beta2.DeviceCounterConsumption counterSet!s counters!{@Counter
    resource.v1beta2.DeviceRequest exactly:@ExactDeviceRequest firstAvailable:[@DeviceSubRequest \
    name!s
    resource.v1beta2.DeviceRequestAllocationResult adminAccess:b bindingConditions:[s \
    bindingFailureConditions:[s consumedCapacity:{q device!s driver!s pool!s request!s shareID:s \
    tolerations:[@DeviceToleration
    resource.v1beta2.DeviceSelector cel:@CELDeviceSelector
    resource.v1beta2.DeviceSubRequest allocationMode:s capacity:@CapacityRequirements count:i \
    deviceClassName!s name!s selectors:[@DeviceSelector tolerations:[@DeviceToleration
    resource.v1beta2.DeviceTaint effect!s(NoExecute|NoSchedule|None) key!s timeAdded:t value:s
    resource.v1beta2.DeviceTaintRule=resource.k8s.io/v1beta2/DeviceTaintRule apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@DeviceTaintRuleSpec status:@DeviceTaintRuleStatus
    resource.v1beta2.DeviceTaintRuleSpec deviceSelector:@DeviceTaintSelector taint!@DeviceTaint
    resource.v1beta2.DeviceTaintRuleStatus conditions:[@meta.v1.Condition
    resource.v1beta2.DeviceTaintSelector device:s driver:s pool:s
    resource.v1beta2.DeviceToleration effect:s(NoExecute|NoSchedule|None) key:s \
    operator:s(Equal|Exists) tolerationSeconds:i value:s
    resource.v1beta2.ExactDeviceRequest adminAccess:b allocationMode:s \
    capacity:@CapacityRequirements count:i deviceClassName!s selectors:[@DeviceSelector \
    tolerations:[@DeviceToleration
    resource.v1beta2.NetworkDeviceData hardwareAddress:s interfaceName:s ips:[s
    resource.v1beta2.NodeAllocatableResourceMapping allocationMultiplier:q capacityKey:s
    resource.v1beta2.OpaqueDeviceConfiguration driver!s parameters!x
    resource.v1beta2.ResourceClaim=resource.k8s.io/v1beta2/ResourceClaim apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@ResourceClaimSpec status:@ResourceClaimStatus
    resource.v1beta2.ResourceClaimConsumerReference apiGroup:s name!s resource!s uid!s
    resource.v1beta2.ResourceClaimSpec devices:@DeviceClaim
    resource.v1beta2.ResourceClaimStatus allocation:@AllocationResult \
    devices:[@AllocatedDeviceStatus reservedFor:[@ResourceClaimConsumerReference
    resource.v1beta2.ResourceClaimTemplate=resource.k8s.io/v1beta2/ResourceClaimTemplate \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec!@ResourceClaimTemplateSpec
    resource.v1beta2.ResourceClaimTemplateSpec metadata:@meta.v1.ObjectMeta spec!@ResourceClaimSpec
    resource.v1beta2.ResourcePool generation!i name!s resourceSliceCount!i
    resource.v1beta2.ResourceSlice=resource.k8s.io/v1beta2/ResourceSlice apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@ResourceSliceSpec
    resource.v1beta2.ResourceSliceSpec allNodes:b devices:[@Device driver!s nodeName:s \
    nodeSelector:@core.v1.NodeSelector perDeviceNodeSelection:b pool!@ResourcePool \
    sharedCounters:[@CounterSet
    scheduling.v1.PriorityClass=scheduling.k8s.io/v1/PriorityClass apiVersion:s description:s \
    globalDefault:b kind:s metadata:@meta.v1.ObjectMeta preemptionPolicy:s value:i
    scheduling.v1alpha2.GangSchedulingPolicy minCount!i
    scheduling.v1alpha2.PodGroup=scheduling.k8s.io/v1alpha2/PodGroup apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@PodGroupSpec status:@PodGroupStatus
    scheduling.v1alpha2.PodGroupResourceClaim name!s resourceClaimName:s resourceClaimTemplateName:s
    scheduling.v1alpha2.PodGroupResourceClaimStatus name!s resourceClaimName:s
    scheduling.v1alpha2.PodGroupSchedulingConstraints topology:[@TopologyConstraint
    scheduling.v1alpha2.PodGroupSchedulingPolicy basic:x gang:@GangSchedulingPolicy
    scheduling.v1alpha2.PodGroupSpec disruptionMode:s podGroupTemplateRef:@PodGroupTemplateReference \
    priority:i priorityClassName:s resourceClaims:[@PodGroupResourceClaim \
    schedulingConstraints:@PodGroupSchedulingConstraints schedulingPolicy!@PodGroupSchedulingPolicy
    scheduling.v1alpha2.PodGroupStatus conditions:[@meta.v1.Condition \
    resourceClaimStatuses:[@PodGroupResourceClaimStatus
    scheduling.v1alpha2.PodGroupTemplate disruptionMode:s name!s priority:i priorityClassName:s \
    resourceClaims:[@PodGroupResourceClaim schedulingConstraints:@PodGroupSchedulingConstraints \
    schedulingPolicy!@PodGroupSchedulingPolicy
    scheduling.v1alpha2.PodGroupTemplateReference workload:@WorkloadPodGroupTemplateReference
    scheduling.v1alpha2.TopologyConstraint key!s
    scheduling.v1alpha2.TypedLocalObjectReference apiGroup:s kind!s name!s
    scheduling.v1alpha2.Workload=scheduling.k8s.io/v1alpha2/Workload apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@WorkloadSpec
    scheduling.v1alpha2.WorkloadPodGroupTemplateReference podGroupTemplateName!s workloadName!s
    scheduling.v1alpha2.WorkloadSpec controllerRef:@TypedLocalObjectReference \
    podGroupTemplates![@PodGroupTemplate
    storage.v1.CSIDriver=storage.k8s.io/v1/CSIDriver apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@CSIDriverSpec
    storage.v1.CSIDriverSpec attachRequired:b fsGroupPolicy:s nodeAllocatableUpdatePeriodSeconds:i \
    podInfoOnMount:b preventPodSchedulingIfMissing:b requiresRepublish:b seLinuxMount:b \
    serviceAccountTokenInSecrets:b storageCapacity:b tokenRequests:[@TokenRequest \
    volumeLifecycleModes:[s
    storage.v1.CSINode=storage.k8s.io/v1/CSINode apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec!@CSINodeSpec
    storage.v1.CSINodeDriver allocatable:@VolumeNodeResources name!s nodeID!s topologyKeys:[s
    storage.v1.CSINodeSpec drivers![@CSINodeDriver
    storage.v1.CSIStorageCapacity=storage.k8s.io/v1/CSIStorageCapacity apiVersion:s capacity:q \
    kind:s maximumVolumeSize:q metadata:@meta.v1.ObjectMeta nodeTopology:@meta.v1.LabelSelector \
    storageClassName!s
    storage.v1.StorageClass=storage.k8s.io/v1/StorageClass allowVolumeExpansion:b \
    allowedTopologies:[@core.v1.TopologySelectorTerm apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta mountOptions:[s parameters:{s provisioner!s reclaimPolicy:s \
    volumeBindingMode:s(Immediate|WaitForFirstConsumer)
    storage.v1.TokenRequest audience!s expirationSeconds:i
    storage.v1.VolumeAttachment=storage.k8s.io/v1/VolumeAttachment apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec!@VolumeAttachmentSpec status:@VolumeAttachmentStatus
    storage.v1.VolumeAttachmentSource inlineVolumeSpec:@core.v1.PersistentVolumeSpec \
    persistentVolumeName:s
    storage.v1.VolumeAttachmentSpec attacher!s nodeName!s source!@VolumeAttachmentSource
    storage.v1.VolumeAttachmentStatus attachError:@VolumeError attached!b attachmentMetadata:{s \
    detachError:@VolumeError
    storage.v1.VolumeAttributesClass=storage.k8s.io/v1/VolumeAttributesClass apiVersion:s \
    driverName!s kind:s metadata:@meta.v1.ObjectMeta parameters:{s
    storage.v1.VolumeError errorCode:i message:s time:t
    storage.v1.VolumeNodeResources count:i
    storage.v1beta1.VolumeAttributesClass=storage.k8s.io/v1beta1/VolumeAttributesClass apiVersion:s \
    driverName!s kind:s metadata:@meta.v1.ObjectMeta parameters:{s
    storagemigration.v1beta1.StorageVersionMigration=storagemigration.k8s.io/v1beta1/StorageVersionMigration \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@StorageVersionMigrationSpec \
    status:@StorageVersionMigrationStatus
    storagemigration.v1beta1.StorageVersionMigrationSpec resource!@meta.v1.GroupResource
    storagemigration.v1beta1.StorageVersionMigrationStatus conditions:[@meta.v1.Condition \
    resourceVersion:s
    """
}
