// Made by scripts/custom-fields.py of policy engines' resource definitions. Not to be edited.

extension KubernetesFields {
  /// As `table`, for types of policy engines; `*` is every kind of a group.
  static let customTable: StaticString = """
    config.v1alpha1.Config=config.gatekeeper.sh/v1alpha1/Config apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@ConfigSpec
    config.v1alpha1.ConfigMatch excludedNamespaces:[s processes:[s
    config.v1alpha1.ConfigReadiness statsEnabled:b
    config.v1alpha1.ConfigSpec match:[@ConfigMatch readiness:@ConfigReadiness sync:@ConfigSync \
    validation:@ConfigValidation
    config.v1alpha1.ConfigSync syncOnly:[@ConfigSyncSyncOnly
    config.v1alpha1.ConfigSyncSyncOnly group:s kind:s version:s
    config.v1alpha1.ConfigValidation traces:[@ConfigValidationTraces
    config.v1alpha1.ConfigValidationTraces dump:s kind:@ConfigSyncSyncOnly user:s
    constraints.v1alpha1.Constraint=constraints.gatekeeper.sh/v1alpha1/* apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@constraints.v1beta1.ConstraintSpec
    constraints.v1beta1.Constraint=constraints.gatekeeper.sh/v1beta1/* apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@ConstraintSpec
    constraints.v1beta1.ConstraintSpec enforcementAction:s(deny|dryrun|scoped|warn) \
    match:@mutations.v1.AssignMatch parameters:x scopedEnforcementActions:x
    kyverno.v1.ClusterPolicy=kyverno.io/v1/ClusterPolicy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@ClusterPolicySpec
    kyverno.v1.ClusterPolicyRules celPreconditions:[@admissionregistration.v1.Variable \
    context:[@ClusterPolicyRulesGenerateForeachContext exclude:@ClusterPolicyRulesMatch \
    generate:@ClusterPolicyRulesGenerate imageExtractors:{[@ClusterPolicyRulesImageExtractors \
    match:@ClusterPolicyRulesMatch mutate:@ClusterPolicyRulesMutate name:s preconditions:x \
    reportProperties:{s skipBackgroundRequests:b validate:@ClusterPolicyRulesValidate \
    verifyImages:[@ClusterPolicyRulesVerifyImages
    kyverno.v1.ClusterPolicyRulesGenerate apiVersion:s clone:@ClusterPolicyRulesGenerateForeachClone \
    cloneList:@ClusterPolicyRulesGenerateForeachCloneList data:x \
    foreach:[@ClusterPolicyRulesGenerateForeach generateExisting:b kind:s name:s namespace:s \
    orphanDownstreamOnPolicyDelete:b synchronize:b uid:s
    kyverno.v1.ClusterPolicyRulesGenerateForeach apiVersion:s \
    clone:@ClusterPolicyRulesGenerateForeachClone \
    cloneList:@ClusterPolicyRulesGenerateForeachCloneList \
    context:[@ClusterPolicyRulesGenerateForeachContext data:x kind:s list:s name:s namespace:s \
    preconditions:x uid:s
    kyverno.v1.ClusterPolicyRulesGenerateForeachClone name:s namespace:s
    kyverno.v1.ClusterPolicyRulesGenerateForeachCloneList kinds:[s namespace:s \
    selector:@meta.v1.LabelSelector
    kyverno.v1.ClusterPolicyRulesGenerateForeachContext \
    apiCall:@ClusterPolicyRulesGenerateForeachContextApiCall \
    configMap:@ClusterPolicyRulesGenerateForeachClone \
    globalReference:@ClusterPolicyRulesGenerateForeachContextGlobalReference \
    imageRegistry:@ClusterPolicyRulesGenerateForeachContextImageRegistry name:s \
    variable:@ClusterPolicyRulesGenerateForeachContextVariable
    kyverno.v1.ClusterPolicyRulesGenerateForeachContextApiCall \
    data:[@ClusterPolicyRulesGenerateForeachContextApiCallData default:x jmesPath:s \
    method:s(GET|POST) service:@ClusterPolicyRulesGenerateForeachContextApiCallService urlPath:s
    kyverno.v1.ClusterPolicyRulesGenerateForeachContextApiCallData key:s value:x
    kyverno.v1.ClusterPolicyRulesGenerateForeachContextApiCallService caBundle:s \
    headers:[@ClusterPolicyRulesGenerateForeachContextApiCallServiceHeaders url:s
    kyverno.v1.ClusterPolicyRulesGenerateForeachContextApiCallServiceHeaders key:s value:s
    kyverno.v1.ClusterPolicyRulesGenerateForeachContextGlobalReference jmesPath:s name:s
    kyverno.v1.ClusterPolicyRulesGenerateForeachContextImageRegistry \
    imageRegistryCredentials:@ClusterPolicyRulesGenerateForeachContextImageRegistryImageRegistryCredentials \
    jmesPath:s reference:s
    kyverno.v1.ClusterPolicyRulesGenerateForeachContextImageRegistryImageRegistryCredentials \
    allowInsecureRegistry:b providers:[s(amazon|azure|default|github|google) secrets:[s
    kyverno.v1.ClusterPolicyRulesGenerateForeachContextVariable default:x jmesPath:s value:x
    kyverno.v1.ClusterPolicyRulesImageExtractors jmesPath:s key:s name:s path:s value:s
    kyverno.v1.ClusterPolicyRulesMatch all:[@ClusterPolicyRulesMatchAny \
    any:[@ClusterPolicyRulesMatchAny clusterRoles:[s resources:@ClusterPolicyRulesMatchAnyResources \
    roles:[s subjects:[@ClusterPolicyRulesMatchSubjects
    kyverno.v1.ClusterPolicyRulesMatchAny clusterRoles:[s \
    resources:@ClusterPolicyRulesMatchAnyResources roles:[s \
    subjects:[@ClusterPolicyRulesMatchSubjects
    kyverno.v1.ClusterPolicyRulesMatchAnyResources annotations:{s kinds:[s name:s names:[s \
    namespaceSelector:@meta.v1.LabelSelector namespaces:[s \
    operations:[s(CONNECT|CREATE|DELETE|UPDATE) selector:@meta.v1.LabelSelector
    kyverno.v1.ClusterPolicyRulesMatchSubjects apiGroup:s kind:s name:s namespace:s
    kyverno.v1.ClusterPolicyRulesMutate foreach:[@ClusterPolicyRulesMutateForeach \
    mutateExistingOnPolicyUpdate:b patchStrategicMerge:x patchesJson6902:s \
    targets:[@ClusterPolicyRulesMutateTargets
    kyverno.v1.ClusterPolicyRulesMutateForeach context:[@ClusterPolicyRulesGenerateForeachContext \
    foreach:x list:s order:s(Ascending|Descending) patchStrategicMerge:x patchesJson6902:s \
    preconditions:x
    kyverno.v1.ClusterPolicyRulesMutateTargets apiVersion:s \
    context:[@ClusterPolicyRulesGenerateForeachContext kind:s name:s namespace:s preconditions:x \
    selector:@meta.v1.LabelSelector uid:s
    kyverno.v1.ClusterPolicyRulesValidate allowExistingViolations:b anyPattern:x assert:x \
    cel:@ClusterPolicyRulesValidateCel deny:@ClusterPolicyRulesVerifyImagesValidateDeny \
    failureAction:s(Audit|Enforce) \
    failureActionOverrides:[@ClusterPolicyRulesValidateFailureActionOverrides \
    foreach:[@ClusterPolicyRulesValidateForeach manifests:@ClusterPolicyRulesValidateManifests \
    message:s pattern:x podSecurity:@ClusterPolicyRulesValidatePodSecurity
    kyverno.v1.ClusterPolicyRulesValidateCel \
    auditAnnotations:[@admissionregistration.v1.AuditAnnotation \
    expressions:[@admissionregistration.v1.Validation generate:b \
    paramKind:@admissionregistration.v1.ParamKind paramRef:@admissionregistration.v1.ParamRef \
    variables:[@admissionregistration.v1.Variable
    kyverno.v1.ClusterPolicyRulesValidateFailureActionOverrides \
    action:s(Audit|Enforce|audit|enforce) namespaceSelector:@meta.v1.LabelSelector namespaces:[s
    kyverno.v1.ClusterPolicyRulesValidateForeach anyPattern:x \
    context:[@ClusterPolicyRulesGenerateForeachContext \
    deny:@ClusterPolicyRulesVerifyImagesValidateDeny elementScope:b foreach:x list:s pattern:x \
    preconditions:x
    kyverno.v1.ClusterPolicyRulesValidateManifests annotationDomain:s \
    attestors:[@ClusterPolicyRulesVerifyImagesAttestationsAttestors \
    dryRun:@ClusterPolicyRulesValidateManifestsDryRun \
    ignoreFields:[@ClusterPolicyRulesValidateManifestsIgnoreFields repository:s
    kyverno.v1.ClusterPolicyRulesValidateManifestsDryRun enable:b namespace:s
    kyverno.v1.ClusterPolicyRulesValidateManifestsIgnoreFields fields:[s \
    objects:[@ClusterPolicyRulesValidateManifestsIgnoreFieldsObjects
    kyverno.v1.ClusterPolicyRulesValidateManifestsIgnoreFieldsObjects group:s kind:s name:s \
    namespace:s version:s
    kyverno.v1.ClusterPolicyRulesValidatePodSecurity \
    exclude:[@ClusterPolicyRulesValidatePodSecurityExclude level:s(baseline|privileged|restricted) \
    version:s
    kyverno.v1.ClusterPolicyRulesValidatePodSecurityExclude controlName:s images:[s \
    restrictedField:s values:[s
    kyverno.v1.ClusterPolicyRulesVerifyImages additionalExtensions:{s annotations:{s \
    attestations:[@ClusterPolicyRulesVerifyImagesAttestations \
    attestors:[@ClusterPolicyRulesVerifyImagesAttestationsAttestors cosignOCI11:b \
    failureAction:s(Audit|Enforce) image:s imageReferences:[s \
    imageRegistryCredentials:@ClusterPolicyRulesGenerateForeachContextImageRegistryImageRegistryCredentials \
    issuer:s key:s mutateDigest:b repository:s required:b roots:s skipImageReferences:[s subject:s \
    type:s(Cosign|Notary|SigstoreBundle) useCache:b validate:@ClusterPolicyRulesVerifyImagesValidate \
    verifyDigest:b
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestations \
    attestors:[@ClusterPolicyRulesVerifyImagesAttestationsAttestors \
    conditions:[@ClusterPolicyRulesVerifyImagesAttestationsConditions name:s predicateType:s type:s
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsAttestors count:i \
    entries:[@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntries
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntries annotations:{s attestor:x \
    certificates:@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesCertificates \
    keyless:@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeyless \
    keys:@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeys repository:s \
    signatureAlgorithm:s
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesCertificates cert:s \
    certChain:s ctlog:@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeylessCtlog \
    rekor:@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeylessRekor
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeyless \
    additionalExtensions:{s \
    ctlog:@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeylessCtlog issuer:s \
    issuerRegExp:s rekor:@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeylessRekor \
    roots:s subject:s subjectRegExp:s
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeylessCtlog ignoreSCT:b \
    pubkey:s tsaCertChain:s
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeylessRekor ignoreTlog:b \
    pubkey:s url:s
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeys \
    ctlog:@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeylessCtlog kms:s publicKeys:s \
    rekor:@ClusterPolicyRulesVerifyImagesAttestationsAttestorsEntriesKeylessRekor \
    secret:@ClusterPolicyRulesGenerateForeachClone signatureAlgorithm:s
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsConditions \
    all:[@ClusterPolicyRulesVerifyImagesAttestationsConditionsAny \
    any:[@ClusterPolicyRulesVerifyImagesAttestationsConditionsAny
    kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsConditionsAny key:x message:s \
    operator:s(AllIn|AllNotIn|AnyIn|AnyNotIn|DurationGreaterThan|DurationGreaterThanOrEquals|DurationLessThan|DurationLessThanOrEquals|Equals|GreaterThan|GreaterThanOrEquals|In|LessThan|LessThanOrEquals|NotEquals|NotIn) \
    value:x
    kyverno.v1.ClusterPolicyRulesVerifyImagesValidate \
    deny:@ClusterPolicyRulesVerifyImagesValidateDeny message:s
    kyverno.v1.ClusterPolicyRulesVerifyImagesValidateDeny conditions:x
    kyverno.v1.ClusterPolicySpec admission:b applyRules:s(All|One) background:b emitWarning:b \
    failurePolicy:s(Fail|Ignore) generateExisting:b generateExistingOnPolicyUpdate:b \
    mutateExistingOnPolicyUpdate:b rules:[@ClusterPolicyRules schemaValidation:b \
    useServerSideApply:b validationFailureAction:s(Audit|Enforce|audit|enforce) \
    validationFailureActionOverrides:[@ClusterPolicyRulesValidateFailureActionOverrides \
    webhookConfiguration:@ClusterPolicyWebhookConfiguration webhookTimeoutSeconds:i
    kyverno.v1.ClusterPolicyWebhookConfiguration failurePolicy:s(Fail|Ignore) \
    matchConditions:[@admissionregistration.v1.Variable timeoutSeconds:i
    kyverno.v1.Policy=kyverno.io/v1/Policy apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@ClusterPolicySpec
    kyverno.v2.PolicyException=kyverno.io/v2/PolicyException apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@PolicyExceptionSpec
    kyverno.v2.PolicyExceptionConditions all:[@PolicyExceptionConditionsAny \
    any:[@PolicyExceptionConditionsAny
    kyverno.v2.PolicyExceptionConditionsAny key:x message:s \
    operator:s(AllIn|AllNotIn|AnyIn|AnyNotIn|DurationGreaterThan|DurationGreaterThanOrEquals|DurationLessThan|DurationLessThanOrEquals|Equals|GreaterThan|GreaterThanOrEquals|LessThan|LessThanOrEquals|NotEquals) \
    value:x
    kyverno.v2.PolicyExceptionExceptions policyName:s ruleNames:[s
    kyverno.v2.PolicyExceptionMatch all:[@kyverno.v1.ClusterPolicyRulesMatchAny \
    any:[@kyverno.v1.ClusterPolicyRulesMatchAny
    kyverno.v2.PolicyExceptionSpec background:b conditions:@PolicyExceptionConditions \
    exceptions:[@PolicyExceptionExceptions match:@PolicyExceptionMatch \
    podSecurity:[@kyverno.v1.ClusterPolicyRulesValidatePodSecurityExclude
    kyverno.v2alpha1.PolicyException=kyverno.io/v2alpha1/PolicyException apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@PolicyExceptionSpec
    kyverno.v2alpha1.PolicyExceptionMatch all:[@PolicyExceptionMatchAny \
    any:[@PolicyExceptionMatchAny
    kyverno.v2alpha1.PolicyExceptionMatchAny clusterRoles:[s \
    resources:@PolicyExceptionMatchAnyResources roles:[s \
    subjects:[@kyverno.v1.ClusterPolicyRulesMatchSubjects
    kyverno.v2alpha1.PolicyExceptionMatchAnyResources annotations:{s kinds:[s name:s names:[s \
    namespaceSelector:@meta.v1.LabelSelector namespaces:[s \
    operations:[s(CREATE|CONNECT|UPDATE|DELETE) selector:@meta.v1.LabelSelector
    kyverno.v2alpha1.PolicyExceptionSpec background:b \
    exceptions:[@kyverno.v2.PolicyExceptionExceptions match:@PolicyExceptionMatch
    kyverno.v2beta1.ClusterPolicy=kyverno.io/v2beta1/ClusterPolicy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@ClusterPolicySpec
    kyverno.v2beta1.ClusterPolicyRules celPreconditions:[@admissionregistration.v1.Variable \
    context:[@kyverno.v1.ClusterPolicyRulesGenerateForeachContext \
    exclude:@kyverno.v2.PolicyExceptionMatch generate:@kyverno.v1.ClusterPolicyRulesGenerate \
    imageExtractors:{[@kyverno.v1.ClusterPolicyRulesImageExtractors \
    match:@kyverno.v2.PolicyExceptionMatch mutate:@kyverno.v1.ClusterPolicyRulesMutate name:s \
    preconditions:@kyverno.v2.PolicyExceptionConditions reportProperties:{s skipBackgroundRequests:b \
    validate:@ClusterPolicyRulesValidate verifyImages:[@ClusterPolicyRulesVerifyImages
    kyverno.v2beta1.ClusterPolicyRulesValidate anyPattern:x assert:x \
    cel:@kyverno.v1.ClusterPolicyRulesValidateCel deny:@ClusterPolicyRulesValidateDeny \
    failureAction:s(Audit|Enforce) \
    failureActionOverrides:[@kyverno.v1.ClusterPolicyRulesValidateFailureActionOverrides \
    foreach:[@kyverno.v1.ClusterPolicyRulesValidateForeach \
    manifests:@kyverno.v1.ClusterPolicyRulesValidateManifests message:s pattern:x \
    podSecurity:@kyverno.v1.ClusterPolicyRulesValidatePodSecurity
    kyverno.v2beta1.ClusterPolicyRulesValidateDeny conditions:@kyverno.v2.PolicyExceptionConditions
    kyverno.v2beta1.ClusterPolicyRulesVerifyImages \
    attestations:[@kyverno.v1.ClusterPolicyRulesVerifyImagesAttestations \
    attestors:[@kyverno.v1.ClusterPolicyRulesVerifyImagesAttestationsAttestors \
    failureAction:s(Audit|Enforce) imageReferences:[s \
    imageRegistryCredentials:@kyverno.v1.ClusterPolicyRulesGenerateForeachContextImageRegistryImageRegistryCredentials \
    mutateDigest:b repository:s required:b skipImageReferences:[s \
    type:s(Cosign|Notary|SigstoreBundle) useCache:b \
    validate:@kyverno.v1.ClusterPolicyRulesVerifyImagesValidate verifyDigest:b
    kyverno.v2beta1.ClusterPolicySpec admission:b applyRules:s(All|One) background:b emitWarning:b \
    failurePolicy:s(Fail|Ignore) generateExisting:b generateExistingOnPolicyUpdate:b \
    mutateExistingOnPolicyUpdate:b rules:[@ClusterPolicyRules schemaValidation:b \
    useServerSideApply:b validationFailureAction:s(Audit|Enforce|audit|enforce) \
    validationFailureActionOverrides:[@kyverno.v1.ClusterPolicyRulesValidateFailureActionOverrides \
    webhookConfiguration:@kyverno.v1.ClusterPolicyWebhookConfiguration webhookTimeoutSeconds:i
    kyverno.v2beta1.Policy=kyverno.io/v2beta1/Policy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@ClusterPolicySpec
    kyverno.v2beta1.PolicyException=kyverno.io/v2beta1/PolicyException apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@kyverno.v2.PolicyExceptionSpec
    mutations.v1.Assign=mutations.gatekeeper.sh/v1/Assign apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@AssignSpec
    mutations.v1.AssignApplyTo groups:[s kinds:[s operations:[s(CREATE|UPDATE|*) versions:[s
    mutations.v1.AssignMatch excludedNamespaces:[s kinds:[@AssignMatchKinds \
    labelSelector:@meta.v1.LabelSelector name:s namespaceSelector:@meta.v1.LabelSelector \
    namespaces:[s scope:s source:s(All|Generated|Original)
    mutations.v1.AssignMatchKinds apiGroups:[s kinds:[s
    mutations.v1.AssignMetadata=mutations.gatekeeper.sh/v1/AssignMetadata apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@AssignMetadataSpec
    mutations.v1.AssignMetadataParameters assign:@AssignParametersAssign
    mutations.v1.AssignMetadataSpec location:s match:@AssignMatch \
    parameters:@AssignMetadataParameters
    mutations.v1.AssignParameters assign:@AssignParametersAssign \
    pathTests:[@AssignParametersPathTests
    mutations.v1.AssignParametersAssign externalData:@AssignParametersAssignExternalData \
    fromMetadata:@AssignParametersAssignFromMetadata value:x
    mutations.v1.AssignParametersAssignExternalData dataSource:s(ValueAtLocation|Username) default:s \
    failurePolicy:s(UseDefault|Ignore|Fail) provider:s
    mutations.v1.AssignParametersAssignFromMetadata field:s
    mutations.v1.AssignParametersPathTests condition:s(MustExist|MustNotExist) subPath:s
    mutations.v1.AssignSpec applyTo:[@AssignApplyTo location:s match:@AssignMatch \
    parameters:@AssignParameters
    mutations.v1.ModifySet=mutations.gatekeeper.sh/v1/ModifySet apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@ModifySetSpec
    mutations.v1.ModifySetParameters operation:s(merge|prune) pathTests:[@AssignParametersPathTests \
    values:x
    mutations.v1.ModifySetSpec applyTo:[@AssignApplyTo location:s match:@AssignMatch \
    parameters:@ModifySetParameters
    mutations.v1alpha1.Assign=mutations.gatekeeper.sh/v1alpha1/Assign apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@mutations.v1.AssignSpec
    mutations.v1alpha1.AssignImage=mutations.gatekeeper.sh/v1alpha1/AssignImage apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@AssignImageSpec
    mutations.v1alpha1.AssignImageParameters assignDomain:s assignPath:s assignTag:s \
    pathTests:[@mutations.v1.AssignParametersPathTests
    mutations.v1alpha1.AssignImageSpec applyTo:[@mutations.v1.AssignApplyTo location:s \
    match:@mutations.v1.AssignMatch parameters:@AssignImageParameters
    mutations.v1alpha1.AssignMetadata=mutations.gatekeeper.sh/v1alpha1/AssignMetadata apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@mutations.v1.AssignMetadataSpec
    mutations.v1alpha1.ModifySet=mutations.gatekeeper.sh/v1alpha1/ModifySet apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@mutations.v1.ModifySetSpec
    mutations.v1beta1.Assign=mutations.gatekeeper.sh/v1beta1/Assign apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@mutations.v1.AssignSpec
    mutations.v1beta1.AssignMetadata=mutations.gatekeeper.sh/v1beta1/AssignMetadata apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@mutations.v1.AssignMetadataSpec
    mutations.v1beta1.ModifySet=mutations.gatekeeper.sh/v1beta1/ModifySet apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@mutations.v1.ModifySetSpec
    policies.v1.AdmissionPolicy=policies.kubewarden.io/v1/AdmissionPolicy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@AdmissionPolicySpec
    policies.v1.AdmissionPolicyGroup=policies.kubewarden.io/v1/AdmissionPolicyGroup apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@AdmissionPolicyGroupSpec
    policies.v1.AdmissionPolicyGroupPolicies module:s settings:x timeoutEvalSeconds:i
    policies.v1.AdmissionPolicyGroupSpec backgroundAudit:b expression:s failurePolicy:s \
    matchConditions:[@admissionregistration.v1.Variable matchPolicy:s message:s \
    mode:s(protect|monitor) objectSelector:@meta.v1.LabelSelector \
    policies:{@AdmissionPolicyGroupPolicies policyServer:s rules:[@AdmissionPolicyRules \
    sideEffects:s timeoutSeconds:i
    policies.v1.AdmissionPolicyRules apiGroups:[s apiVersions:[s operations:[s resources:[s scope:s
    policies.v1.AdmissionPolicySpec backgroundAudit:b failurePolicy:s \
    matchConditions:[@admissionregistration.v1.Variable matchPolicy:s message:s \
    mode:s(protect|monitor) module:s mutating:b objectSelector:@meta.v1.LabelSelector policyServer:s \
    rules:[@AdmissionPolicyRules settings:x sideEffects:s timeoutEvalSeconds:i timeoutSeconds:i
    policies.v1.ClusterAdmissionPolicy=policies.kubewarden.io/v1/ClusterAdmissionPolicy apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@ClusterAdmissionPolicySpec
    policies.v1.ClusterAdmissionPolicyGroup=policies.kubewarden.io/v1/ClusterAdmissionPolicyGroup \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@ClusterAdmissionPolicyGroupSpec
    policies.v1.ClusterAdmissionPolicyGroupPolicies \
    contextAwareResources:[@admissionregistration.v1.ParamKind module:s settings:x \
    timeoutEvalSeconds:i
    policies.v1.ClusterAdmissionPolicyGroupSpec allowInsideAdmissionControllerNamespace:b \
    backgroundAudit:b expression:s failurePolicy:s \
    matchConditions:[@admissionregistration.v1.Variable matchPolicy:s message:s \
    mode:s(protect|monitor) namespaceSelector:@meta.v1.LabelSelector \
    objectSelector:@meta.v1.LabelSelector policies:{@ClusterAdmissionPolicyGroupPolicies \
    policyServer:s rules:[@AdmissionPolicyRules sideEffects:s timeoutSeconds:i
    policies.v1.ClusterAdmissionPolicySpec allowInsideAdmissionControllerNamespace:b \
    backgroundAudit:b contextAwareResources:[@admissionregistration.v1.ParamKind failurePolicy:s \
    matchConditions:[@admissionregistration.v1.Variable matchPolicy:s message:s \
    mode:s(protect|monitor) module:s mutating:b namespaceSelector:@meta.v1.LabelSelector \
    objectSelector:@meta.v1.LabelSelector policyServer:s rules:[@AdmissionPolicyRules settings:x \
    sideEffects:s timeoutEvalSeconds:i timeoutSeconds:i
    policies.v1.ImageValidatingPolicy=policies.kyverno.io/v1/ImageValidatingPolicy apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@ImageValidatingPolicySpec
    policies.v1.ImageValidatingPolicyAttestations intoto:@ImageValidatingPolicyAttestationsIntoto \
    name:s referrer:@ImageValidatingPolicyAttestationsIntoto
    policies.v1.ImageValidatingPolicyAttestationsIntoto type:s
    policies.v1.ImageValidatingPolicyAttestors cosign:@ImageValidatingPolicyAttestorsCosign name:s \
    notary:@ImageValidatingPolicyAttestorsNotary
    policies.v1.ImageValidatingPolicyAttestorsCosign annotations:{s \
    certificate:@ImageValidatingPolicyAttestorsCosignCertificate \
    ctlog:@ImageValidatingPolicyAttestorsCosignCtlog key:@ImageValidatingPolicyAttestorsCosignKey \
    keyless:@ImageValidatingPolicyAttestorsCosignKeyless \
    source:@ImageValidatingPolicyAttestorsCosignSource \
    trustedRoot:@ImageValidatingPolicyAttestorsCosignCertificateCert \
    tuf:@ImageValidatingPolicyAttestorsCosignTuf
    policies.v1.ImageValidatingPolicyAttestorsCosignCertificate \
    cert:@ImageValidatingPolicyAttestorsCosignCertificateCert \
    certChain:@ImageValidatingPolicyAttestorsCosignCertificateCert
    policies.v1.ImageValidatingPolicyAttestorsCosignCertificateCert expression:s value:s
    policies.v1.ImageValidatingPolicyAttestorsCosignCtlog ctLogPubKey:s insecureIgnoreSCT:b \
    insecureIgnoreTlog:b rekorPubKey:s tsaCertChain:s url:s
    policies.v1.ImageValidatingPolicyAttestorsCosignKey data:s expression:s hashAlgorithm:s kms:s
    policies.v1.ImageValidatingPolicyAttestorsCosignKeyless additionalExtensions:{s \
    identities:[@ImageValidatingPolicyAttestorsCosignKeylessIdentities roots:s
    policies.v1.ImageValidatingPolicyAttestorsCosignKeylessIdentities issuer:s issuerRegExp:s \
    subject:s subjectExpression:s subjectRegExp:s
    policies.v1.ImageValidatingPolicyAttestorsCosignSource \
    PullSecrets:[@ImageValidatingPolicyAttestorsCosignSourcePullSecrets repository:s tagPrefix:s
    policies.v1.ImageValidatingPolicyAttestorsCosignSourcePullSecrets name:s
    policies.v1.ImageValidatingPolicyAttestorsCosignTuf mirror:s \
    root:@ImageValidatingPolicyAttestorsCosignTufRoot
    policies.v1.ImageValidatingPolicyAttestorsCosignTufRoot data:s path:s
    policies.v1.ImageValidatingPolicyAttestorsNotary \
    certs:@ImageValidatingPolicyAttestorsCosignCertificateCert \
    tsaCerts:@ImageValidatingPolicyAttestorsCosignCertificateCert
    policies.v1.ImageValidatingPolicyAutogen \
    podControllers:@ImageValidatingPolicyAutogenPodControllers
    policies.v1.ImageValidatingPolicyAutogenPodControllers controllers:[s
    policies.v1.ImageValidatingPolicyCredentials allowInsecureRegistry:b \
    providers:[s(default|amazon|azure|google|github) secrets:[s
    policies.v1.ImageValidatingPolicyEvaluation admission:@ImageValidatingPolicyEvaluationAdmission \
    background:@ImageValidatingPolicyEvaluationAdmission mode:s
    policies.v1.ImageValidatingPolicyEvaluationAdmission enabled:b
    policies.v1.ImageValidatingPolicyMatchImageReferences expression:s glob:s
    policies.v1.ImageValidatingPolicySpec attestations:[@ImageValidatingPolicyAttestations \
    attestors:[@ImageValidatingPolicyAttestors \
    auditAnnotations:[@admissionregistration.v1.AuditAnnotation \
    autogen:@ImageValidatingPolicyAutogen credentials:@ImageValidatingPolicyCredentials \
    evaluation:@ImageValidatingPolicyEvaluation failurePolicy:s(Ignore|Fail) \
    images:[@admissionregistration.v1.Variable matchConditions:[@admissionregistration.v1.Variable \
    matchConstraints:@admissionregistration.v1.MatchResources \
    matchImageReferences:[@ImageValidatingPolicyMatchImageReferences \
    validationActions:[s(Deny|Audit|Warn) \
    validationConfigurations:@ImageValidatingPolicyValidationConfigurations \
    validations:[@admissionregistration.v1.Validation variables:[@admissionregistration.v1.Variable \
    webhookConfiguration:@ImageValidatingPolicyWebhookConfiguration
    policies.v1.ImageValidatingPolicyValidationConfigurations mutateDigest:b required:b \
    verifyDigest:b
    policies.v1.ImageValidatingPolicyWebhookConfiguration timeoutSeconds:i
    policies.v1.MutatingPolicy=policies.kyverno.io/v1/MutatingPolicy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@MutatingPolicySpec
    policies.v1.MutatingPolicyAutogen \
    mutatingAdmissionPolicy:@ImageValidatingPolicyEvaluationAdmission \
    podControllers:@ImageValidatingPolicyAutogenPodControllers
    policies.v1.MutatingPolicyEvaluation admission:@ImageValidatingPolicyEvaluationAdmission \
    background:@ImageValidatingPolicyEvaluationAdmission mode:s \
    mutateExisting:@ImageValidatingPolicyEvaluationAdmission skipBackgroundRequests:b \
    useServerSideApply:b
    policies.v1.MutatingPolicyMutations \
    applyConfiguration:@MutatingPolicyMutationsApplyConfiguration \
    jsonPatch:@MutatingPolicyMutationsApplyConfiguration patchType:s
    policies.v1.MutatingPolicyMutationsApplyConfiguration expression:s
    policies.v1.MutatingPolicySpec auditAnnotations:[@admissionregistration.v1.AuditAnnotation \
    autogen:@MutatingPolicyAutogen evaluation:@MutatingPolicyEvaluation failurePolicy:s(Ignore|Fail) \
    matchConditions:[@admissionregistration.v1.Variable \
    matchConstraints:@admissionregistration.v1.MatchResources mutations:[@MutatingPolicyMutations \
    reinvocationPolicy:s targetMatchConditions:[@admissionregistration.v1.Variable \
    targetMatchConstraints:@MutatingPolicyTargetMatchConstraints \
    variables:[@admissionregistration.v1.Variable \
    webhookConfiguration:@ImageValidatingPolicyWebhookConfiguration
    policies.v1.MutatingPolicyTargetMatchConstraints \
    excludeResourceRules:[@admissionregistration.v1.NamedRuleWithOperations expression:s \
    matchPolicy:s namespaceSelector:@meta.v1.LabelSelector objectSelector:@meta.v1.LabelSelector \
    resourceRules:[@admissionregistration.v1.NamedRuleWithOperations
    policies.v1.NamespacedImageValidatingPolicy=policies.kyverno.io/v1/NamespacedImageValidatingPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@ImageValidatingPolicySpec
    policies.v1.NamespacedMutatingPolicy=policies.kyverno.io/v1/NamespacedMutatingPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@MutatingPolicySpec
    policies.v1.NamespacedValidatingPolicy=policies.kyverno.io/v1/NamespacedValidatingPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@NamespacedValidatingPolicySpec
    policies.v1.NamespacedValidatingPolicyAutogen \
    podControllers:@ImageValidatingPolicyAutogenPodControllers \
    validatingAdmissionPolicy:@ImageValidatingPolicyEvaluationAdmission
    policies.v1.NamespacedValidatingPolicySpec \
    auditAnnotations:[@admissionregistration.v1.AuditAnnotation \
    autogen:@NamespacedValidatingPolicyAutogen evaluation:@ImageValidatingPolicyEvaluation \
    failurePolicy:s(Ignore|Fail) matchConditions:[@admissionregistration.v1.Variable \
    matchConstraints:@admissionregistration.v1.MatchResources validationActions:[s(Deny|Audit|Warn) \
    validations:[@admissionregistration.v1.Validation variables:[@admissionregistration.v1.Variable \
    webhookConfiguration:@ImageValidatingPolicyWebhookConfiguration
    policies.v1.PolicyException=policies.kyverno.io/v1/PolicyException apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@PolicyExceptionSpec
    policies.v1.PolicyExceptionPolicyRefs kind:s name:s
    policies.v1.PolicyExceptionSpec allowedValues:[s evaluationMode:s expiresAt:s images:[s \
    matchConditions:[@admissionregistration.v1.Variable policyRefs:[@PolicyExceptionPolicyRefs \
    properties:{s reportResult:s(skip|pass)
    policies.v1.ValidatingPolicy=policies.kyverno.io/v1/ValidatingPolicy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@NamespacedValidatingPolicySpec
    policies.v1alpha1.ImageValidatingPolicy=policies.kyverno.io/v1alpha1/ImageValidatingPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@ImageValidatingPolicySpec
    policies.v1alpha1.ImageValidatingPolicySpec \
    attestations:[@policies.v1.ImageValidatingPolicyAttestations \
    attestors:[@policies.v1.ImageValidatingPolicyAttestors \
    auditAnnotations:[@admissionregistration.v1.AuditAnnotation \
    autogen:@policies.v1.ImageValidatingPolicyAutogen \
    credentials:@kyverno.v1.ClusterPolicyRulesGenerateForeachContextImageRegistryImageRegistryCredentials \
    evaluation:@policies.v1.ImageValidatingPolicyEvaluation failurePolicy:s(Fail|Ignore) \
    images:[@admissionregistration.v1.Variable matchConditions:[@admissionregistration.v1.Variable \
    matchConstraints:@admissionregistration.v1.MatchResources \
    matchImageReferences:[@policies.v1.ImageValidatingPolicyMatchImageReferences \
    validationActions:[s(Audit|Deny|Warn) \
    validationConfigurations:@policies.v1.ImageValidatingPolicyValidationConfigurations \
    validations:[@admissionregistration.v1.Validation variables:[@admissionregistration.v1.Variable \
    webhookConfiguration:@policies.v1.ImageValidatingPolicyWebhookConfiguration
    policies.v1alpha1.MutatingPolicy=policies.kyverno.io/v1alpha1/MutatingPolicy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@MutatingPolicySpec
    policies.v1alpha1.MutatingPolicySpec auditAnnotations:[@admissionregistration.v1.AuditAnnotation \
    autogen:@policies.v1.MutatingPolicyAutogen evaluation:@policies.v1.MutatingPolicyEvaluation \
    failurePolicy:s(Fail|Ignore) matchConditions:[@admissionregistration.v1.Variable \
    matchConstraints:@admissionregistration.v1.MatchResources \
    mutations:[@policies.v1.MutatingPolicyMutations reinvocationPolicy:s \
    targetMatchConditions:[@admissionregistration.v1.Variable \
    targetMatchConstraints:@policies.v1.MutatingPolicyTargetMatchConstraints \
    variables:[@admissionregistration.v1.Variable \
    webhookConfiguration:@policies.v1.ImageValidatingPolicyWebhookConfiguration
    policies.v1alpha1.PolicyException=policies.kyverno.io/v1alpha1/PolicyException apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@policies.v1.PolicyExceptionSpec
    policies.v1alpha1.ValidatingPolicy=policies.kyverno.io/v1alpha1/ValidatingPolicy apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@ValidatingPolicySpec
    policies.v1alpha1.ValidatingPolicySpec \
    auditAnnotations:[@admissionregistration.v1.AuditAnnotation \
    autogen:@policies.v1.NamespacedValidatingPolicyAutogen \
    evaluation:@policies.v1.ImageValidatingPolicyEvaluation failurePolicy:s(Fail|Ignore) \
    matchConditions:[@admissionregistration.v1.Variable \
    matchConstraints:@admissionregistration.v1.MatchResources validationActions:[s(Audit|Deny|Warn) \
    validations:[@admissionregistration.v1.Validation variables:[@admissionregistration.v1.Variable \
    webhookConfiguration:@policies.v1.ImageValidatingPolicyWebhookConfiguration
    policies.v1alpha2.AdmissionPolicy=policies.kubewarden.io/v1alpha2/AdmissionPolicy apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@AdmissionPolicySpec
    policies.v1alpha2.AdmissionPolicySpec failurePolicy:s matchPolicy:s mode:s(protect|monitor) \
    module:s mutating:b objectSelector:@meta.v1.LabelSelector policyServer:s \
    rules:[@policies.v1.AdmissionPolicyRules settings:x sideEffects:s timeoutSeconds:i
    policies.v1alpha2.ClusterAdmissionPolicy=policies.kubewarden.io/v1alpha2/ClusterAdmissionPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@ClusterAdmissionPolicySpec
    policies.v1alpha2.ClusterAdmissionPolicySpec failurePolicy:s matchPolicy:s \
    mode:s(protect|monitor) module:s mutating:b namespaceSelector:@meta.v1.LabelSelector \
    objectSelector:@meta.v1.LabelSelector policyServer:s rules:[@policies.v1.AdmissionPolicyRules \
    settings:x sideEffects:s timeoutSeconds:i
    policies.v1beta1.ImageValidatingPolicy=policies.kyverno.io/v1beta1/ImageValidatingPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@policies.v1.ImageValidatingPolicySpec
    policies.v1beta1.MutatingPolicy=policies.kyverno.io/v1beta1/MutatingPolicy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@policies.v1.MutatingPolicySpec
    policies.v1beta1.NamespacedImageValidatingPolicy=policies.kyverno.io/v1beta1/NamespacedImageValidatingPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@policies.v1.ImageValidatingPolicySpec
    policies.v1beta1.NamespacedMutatingPolicy=policies.kyverno.io/v1beta1/NamespacedMutatingPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta spec:@policies.v1.MutatingPolicySpec
    policies.v1beta1.NamespacedValidatingPolicy=policies.kyverno.io/v1beta1/NamespacedValidatingPolicy \
    apiVersion:s kind:s metadata:@meta.v1.ObjectMeta \
    spec:@policies.v1.NamespacedValidatingPolicySpec
    policies.v1beta1.PolicyException=policies.kyverno.io/v1beta1/PolicyException apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@policies.v1.PolicyExceptionSpec
    policies.v1beta1.ValidatingPolicy=policies.kyverno.io/v1beta1/ValidatingPolicy apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@policies.v1.NamespacedValidatingPolicySpec
    security.v1.AuthorizationPolicy=security.istio.io/v1/AuthorizationPolicy apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@AuthorizationPolicySpec
    security.v1.AuthorizationPolicyRules from:[@AuthorizationPolicyRulesFrom \
    to:[@AuthorizationPolicyRulesTo when:[@AuthorizationPolicyRulesWhen
    security.v1.AuthorizationPolicyRulesFrom source:@AuthorizationPolicyRulesFromSource
    security.v1.AuthorizationPolicyRulesFromSource ipBlocks:[s namespaces:[s notIpBlocks:[s \
    notNamespaces:[s notPrincipals:[s notRemoteIpBlocks:[s notRequestPrincipals:[s \
    notServiceAccounts:[s notTrustDomains:[s principals:[s remoteIpBlocks:[s requestPrincipals:[s \
    serviceAccounts:[s trustDomains:[s
    security.v1.AuthorizationPolicyRulesTo operation:@AuthorizationPolicyRulesToOperation
    security.v1.AuthorizationPolicyRulesToOperation hosts:[s methods:[s notHosts:[s notMethods:[s \
    notPaths:[s notPorts:[s paths:[s ports:[s
    security.v1.AuthorizationPolicyRulesWhen key:s notValues:[s values:[s
    security.v1.AuthorizationPolicySelector matchLabels:{s
    security.v1.AuthorizationPolicySpec action:s(ALLOW|DENY|AUDIT|CUSTOM) \
    provider:@policies.v1.ImageValidatingPolicyAttestorsCosignSourcePullSecrets \
    rules:[@AuthorizationPolicyRules selector:@AuthorizationPolicySelector \
    targetRef:@AuthorizationPolicyTargetRef targetRefs:[@AuthorizationPolicyTargetRef
    security.v1.AuthorizationPolicyTargetRef group:s kind:s name:s namespace:s
    security.v1.PeerAuthentication=security.istio.io/v1/PeerAuthentication apiVersion:s kind:s \
    metadata:@meta.v1.ObjectMeta spec:@PeerAuthenticationSpec
    security.v1.PeerAuthenticationMtls mode:s(UNSET|DISABLE|PERMISSIVE|STRICT)
    security.v1.PeerAuthenticationSpec mtls:@PeerAuthenticationMtls \
    portLevelMtls:{@PeerAuthenticationMtls selector:@AuthorizationPolicySelector
    security.v1beta1.AuthorizationPolicy=security.istio.io/v1beta1/AuthorizationPolicy apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@security.v1.AuthorizationPolicySpec
    security.v1beta1.PeerAuthentication=security.istio.io/v1beta1/PeerAuthentication apiVersion:s \
    kind:s metadata:@meta.v1.ObjectMeta spec:@security.v1.PeerAuthenticationSpec
    """
}
