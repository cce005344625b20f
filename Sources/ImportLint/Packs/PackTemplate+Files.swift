extension PackTemplate {
  /// The rule: raw, so that what stands here is what stands in the file.
  static let rule = #"""
    # yaml-language-server: $schema=../.schemas/rule-1.schema.json
    id: ownerless-namespace            # names the bad thing; the file has the same name
    title: Nobody is named as the owner of a namespace
    severity: warning                  # error: the cluster is not ready; warning; note
    why: |
      After the import somebody must decide which project of Rancher a namespace belongs to, and who
      may work in it. Without an owner nobody can be asked, and the namespace stays outside of all
      projects.
    fix:
      text: Ask who uses the namespace, and label it with the name of the team instead of TEAM.
      # For commands without names from the cluster there is `commands`, a list of texts.
      commandExpression: |
        [
          'kubectl -n ' + shellQuote(object.metadata.name) + ' get deployments,statefulsets',
          'kubectl label namespace ' + shellQuote(object.metadata.name) + ' '
          + shellQuote(params.ownerLabel + '=TEAM')
        ]
    # What is judged at a time: cluster, node or resource. The fields below are those of a
    # ValidatingAdmissionPolicy.
    subject: resource
    matchConstraints:
      resourceRules:
        - {apiGroups: [""], apiVersions: ["*"], resources: [namespaces]}
    matchConditions:
      - name: not-of-the-system
        expression: |
          !(object.metadata.name.startsWith('kube-') || object.metadata.name.startsWith('cattle-'))
    validations:
      - name: owner                    # part of a finding's identity: keep it
        # A definition of this pack: definitions/owners.yaml.
        expression: definitions.ownerOf(object) != ''
        message: The namespace has no label that names its owner.
        messageExpression: |
          'namespace ' + object.metadata.name + ' has no label ' + params.ownerLabel
    # The rule's tests, and its documentation: what passes, what fails, and what is unknown where
    # evidence is missing.
    examples:
      - name: a team owns it
        snapshot:
          resources:
            - apiVersion: v1
              kind: Namespace
              metadata: {name: shop, labels: {owner: team-shop}}
        expect: {pass: [Namespace/shop]}
      - name: no label, another label, an empty one
        snapshot:
          resources:
            - apiVersion: v1
              kind: Namespace
              metadata: {name: bare}
            - apiVersion: v1
              kind: Namespace
              metadata: {name: tier, labels: {tier: gold}}
            - apiVersion: v1
              kind: Namespace
              metadata: {name: empty, labels: {owner: ""}}
        expect:
          fail:
            - subject: Namespace/bare
              validation: owner
              message: namespace bare has no label owner
            - Namespace/tier
            - Namespace/empty
      - name: the parameter names another label
        snapshot:
          params: {ownerLabel: team}
          resources:
            - apiVersion: v1
              kind: Namespace
              metadata: {name: shop, labels: {team: shop}}
            - apiVersion: v1
              kind: Namespace
              metadata: {name: bare, labels: {owner: shop}}
        expect: {fail: [{subject: Namespace/bare, message: …no label team}]}
      - name: namespaces of Kubernetes and of Rancher
        snapshot:
          resources:
            - apiVersion: v1
              kind: Namespace
              metadata: {name: kube-system}
            - apiVersion: v1
              kind: Namespace
              metadata: {name: cattle-system}
        expect: {notApplicable: [Namespace/kube-system, Namespace/cattle-system]}
      - name: namespaces were not exported
        snapshot: {evidence: {v1/namespaces: absent}}
        expect: {unknown: [{subject: cluster, reason: …namespaces…}]}

    """#

  /// What rules share.
  static let definitions = #"""
    # yaml-language-server: $schema=../.schemas/definitions-1.schema.json
    # Expressions that rules share, by name: definitions.ownerOf(object).
    schema: 1
    definitions:
      - name: ownerOf
        description: The team that a label of the Namespace names; '' where none does.
        parameters: [{name: n, type: Namespace}]
        expression: n.metadata.?labels[?params.ownerLabel].orValue('')

    """#

  /// What CI runs, on any system.
  static let script = #"""
    #!/bin/sh
    # What CI runs: the pack's own tests and, where a snapshot is named, that snapshot's readiness.
    #   ./ci.sh
    #   ./ci.sh snapshot/ --target target.yaml
    # IMPORTLINT names the executable where it is not on the path.
    set -eu
    pack=$(dirname "$0")
    importlint=${IMPORTLINT:-importlint}
    "$importlint" test "$pack" --coverage --mutate
    if [ $# -gt 0 ]; then
      "$importlint" check "$@" --pack "$pack"
    fi

    """#

  /// The same on GitHub. The executable is fetched from where the organisation keeps it.
  static let workflow = #"""
    # Tests the pack whenever it changes. It expects two variables of the repository or the
    # organisation: IMPORTLINT_URL, where the executable can be fetched from (it is one file), and
    # IMPORTLINT_SHA256, its checksum.
    name: rule pack
    on: [push, pull_request]
    permissions: {contents: read}
    jobs:
      test:
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@v4
          - name: Fetch importlint
            env:
              IMPORTLINT_URL: ${{ vars.IMPORTLINT_URL }}
              IMPORTLINT_SHA256: ${{ vars.IMPORTLINT_SHA256 }}
            run: |
              curl -fsSL -o "$RUNNER_TEMP/importlint" "$IMPORTLINT_URL"
              echo "$IMPORTLINT_SHA256  $RUNNER_TEMP/importlint" | sha256sum --check
              chmod +x "$RUNNER_TEMP/importlint"
          - name: Test the pack
            env:
              IMPORTLINT: ${{ runner.temp }}/importlint
            run: ./ci.sh

    """#
}
