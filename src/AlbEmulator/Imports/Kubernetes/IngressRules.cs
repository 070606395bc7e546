using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// The rules of an Ingress: one for each path, in the order of the rules; within one the exact paths, then the prefixes, the
/// longest first, then the others.
/// </summary>
internal sealed class IngressRules(IngressBackends backends, Import import)
{
    private const string Exact = "Exact";
    private const string Prefix = "Prefix";
    private const string Specific = "ImplementationSpecific";
    private const string UseRegex = "use-regex-path-match";

    private readonly Dictionary<Manifest, IReadOnlyList<RuleDraft>> _read = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<RuleDraft> Of(IngressMember member)
    {
        if (!_read.TryGetValue(member.Ingress, out var rules))
        {
            _read.Add(member.Ingress, rules = [.. Read(member)]);
        }

        return rules;
    }

    private IEnumerable<RuleDraft> Read(IngressMember member)
    {
        var useRegex = member.Annotations.Flag(UseRegex) == true;
        foreach (var rule in member.Ingress.Spec.Find("rules").Items())
        {
            var host = rule.Find("host") is Node.Scalar { Text.Length: > 0 } written ? written with { Kind = ScalarKind.Quoted } : null;
            foreach (var path in Sorted(rule.Find("http").Find("paths").Items(), member))
            {
                if (Draft(member, host, path, useRegex) is { } draft)
                {
                    yield return draft;
                }
            }
        }
    }

    private List<Node> Sorted(IReadOnlyList<Node> paths, IngressMember member)
    {
        foreach (var path in paths.Where(path => TypeOf(path) is not (Exact or Prefix or Specific)))
        {
            import.Tell(path.Find("pathType")!.Origin, $"{member.Ingress.Words} has the pathType {Quoted.Text(TypeOf(path))}: write {Exact}, {Prefix} or {Specific}");
        }

        return
        [
            .. paths.Where(path => TypeOf(path) == Exact),
            .. paths.Where(path => TypeOf(path) == Prefix).OrderByDescending(path => Encoding.UTF8.GetByteCount(PathOf(path)?.Text ?? "")),
            .. paths.Where(path => TypeOf(path) == Specific),
        ];
    }

    private RuleDraft? Draft(IngressMember member, Node.Scalar? host, Node path, bool useRegex)
    {
        if (path.Find("backend") is not { } backend)
        {
            import.Tell(path.Origin, $"{member.Ingress.Words} has a path without a backend");
            return null;
        }

        if (IngressBackends.NameOf(backend) is not { } name)
        {
            backends.Of(member, backend);
            return null;
        }

        var conditions = IngressConditions.Of(member.Annotations, name);
        var isRegex = useRegex && TypeOf(path) == Specific;
        var own = Values(member, path, isRegex);
        List<Node.Scalar> hosts = [.. host is null ? [] : (Node.Scalar[])[host], .. conditions.Hosts];
        List<Node.Scalar> paths = [.. isRegex ? [] : own, .. conditions.Paths];
        List<Node.Scalar> expressions = [.. isRegex ? own : [], .. conditions.PathExpressions];
        foreach (var (what, values, others) in new[] { ("host-header", hosts, conditions.HostExpressions), ("path-pattern", paths, expressions) })
        {
            if (values.Count > 0 && others.Count > 0)
            {
                member.Annotations.Tell(
                    $"conditions.{name}", others[0].Origin, $"gives {what} both values and regular expressions, with those of the rule{path.Origin.AtLine}: write one of the two");
                return null;
            }
        }

        if (hosts.Count + conditions.HostExpressions.Count + paths.Count + expressions.Count + conditions.Others.Count == 0)
        {
            paths.Add(Nodes.Text(path.Origin, "/*"));
        }

        return backends.Of(member, backend) is { } read
            ? new RuleDraft(path.Origin, hosts, conditions.HostExpressions, paths, expressions, conditions.Others, read)
            : null;
    }

    private List<Node.Scalar> Values(IngressMember member, Node path, bool isRegex)
    {
        if (PathOf(path) is not { Text.Length: > 0 } text)
        {
            return [];
        }

        text = text with { Kind = ScalarKind.Quoted };
        if (text.Text[0] != '/')
        {
            import.Tell(text.Origin, $"{member.Ingress.Words} has the path {Quoted.Text(text.Text)}: it must begin with a slash");
            return [];
        }

        if (TypeOf(path) == Specific)
        {
            // A path must begin with a slash, a regular expression need not.
            return [isRegex ? text with { Text = text.Text[1..] } : text];
        }

        if (text.Text.AsSpan().ContainsAny('*', '?'))
        {
            import.Tell(text.Origin, $"{Quoted.Text(text.Text)} has * or ?, which a path of the type {TypeOf(path)} must not have: write pathType: {Specific}");
            return [];
        }

        return TypeOf(path) == Exact ? [text] : [.. OfPrefix(text)];
    }

    /// <summary>A path and all below it.</summary>
    public static IEnumerable<Node.Scalar> OfPrefix(Node.Scalar path)
    {
        if (path.Text == "/")
        {
            return [path with { Text = "/*" }];
        }

        var plain = path.Text.EndsWith('/') ? path.Text[..^1] : path.Text;
        return [path with { Text = plain }, path with { Text = plain + "/*" }];
    }

    private static string TypeOf(Node path) => path.Find("pathType").TryText(out var type) && type.Length > 0 ? type : Specific;

    private static Node.Scalar? PathOf(Node path) => path.Find("path") as Node.Scalar;
}
