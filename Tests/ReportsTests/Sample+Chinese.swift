import Findings

extension Sample {
  /// The sample as `--lang zh` gives it: one rule has Chinese texts, the others have none.
  static let chinese: Judgement = {
    var terms = judgement.terms
    terms.run.language = "zh"
    return Judgement(
      terms, on: judgement.basis, findings: judgement.findings,
      rules: judgement.rules.map { rule in
        guard rule.id == "rancher-import/loopback-resolver" else { return rule }
        var rule = rule
        rule.translation = RuleTexts(
          title: "Pod 通过回环地址解析域名",
          why: "CoreDNS 查询的域名服务器来自 kubelet 交给 Pod 的解析配置文件。如果这个文件里只有回环地址，"
            + "CoreDNS 查询的就是它自己：集群之外的域名都解析不了。",
          fix: Fix(text: "为 kubelet 提供一份写有真正域名服务器的解析配置文件。", commands: rule.fix.commands),
          language: "zh")
        return rule
      }, problems: judgement.problems)
  }()
}
