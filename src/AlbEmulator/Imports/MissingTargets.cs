using System.Globalization;
using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// What sources do not know, or the user has not confirmed, as a topology file to be filled in and named beside them. As it
/// stands it is one that is taken.
/// </summary>
internal sealed class MissingTargets
{
    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:NAME";
    private const string InvokeUrl = "http://localhost:9000/2015-03-31/functions/function/invocations";

    private readonly StringBuilder _targets = new();
    private readonly StringBuilder _stores = new();
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);

    /// <summary>Null when nothing is missing.</summary>
    public string? Overlay => _targets.Length + _stores.Length == 0
        ? null
        : (_targets.Length == 0 ? "" : $"Targets:\n{_targets}") + (_stores.Length == 0 ? "" : $"TrustStores:\n{_stores}");

    public static string Problem(string name, IReadOnlyList<TargetHint> hints)
    {
        var what = string.Join(" and ", hints.Select(hint => $"{hint.Words}{(hint.Port.Length == 0 ? "" : $" on port {hint.Port}")}"));
        return $"its targets are known only to AWS{(what.Length == 0 ? "" : $", {what}")}: write those of your machine as Targets: "
            + $"{{ {name}: [ … ] }} in a file beside this one";
    }

    /// <summary>What is told of a Service whose pods no manifest tells.</summary>
    /// <param name="place"><c>NAMESPACE/SERVICE:PORT</c>.</param>
    public static string ProblemOfService(string place) =>
        $"no EndpointSlice among the manifests tells where its pods are: write Targets: {{ {YamlText.Scalar(place)}: [ … ] }} in a file beside this one, or have "
            + "it asked by its name (Alb:Kubernetes:Targets=Services) or behind kubectl port-forward (Alb:Kubernetes:Targets=Localhost)";

    /// <summary>What is told of targets that are not of this machine.</summary>
    public static string Elsewhere(string name, IReadOnlyList<Node> targets)
    {
        var which = targets.Where(target => !MachineAddresses.HasOnly(target)).Select(Words).Distinct(StringComparer.Ordinal).ToList();
        return $"{Quoted.List(which.Take(5))}{(which.Count > 5 ? " and others are" : which.Count == 1 ? " is" : " are")} not on this machine: "
            + $"nothing is sent there before you say so: write Targets: {{ {name}: [ … ] }} in a file beside this one, or give --use-addresses";
    }

    /// <summary>A group of which nobody knows a target.</summary>
    public void Add(Resource group, string label, bool isFunction, IReadOnlyList<TargetHint> hints)
    {
        var comment = string.Join(" and ", hints.Select(hint => hint.Words));
        if (!Begin(label, comment))
        {
            return;
        }

        if (isFunction)
        {
            AppendFunction(Function, InvokeUrl);
        }
        else
        {
            AppendAddress(LoopbackOf(group), hints.Select(hint => PortOf(hint.Port)).FirstOrDefault(port => port > 0) ?? group.UsualPort ?? PortOf(group));
        }
    }

    /// <summary>A group with targets that are to be confirmed: as they stand.</summary>
    public void AddElsewhere(Resource group, string label, bool isFunction, IReadOnlyList<Node> targets)
    {
        if (!Begin(label, "not on this machine: leave what is right, and write the others as they are here"))
        {
            return;
        }

        // What could not be a target stands there as one that could, and once.
        foreach (var (id, port, url) in targets.Select(target => Asked(group, target, isFunction)).Distinct())
        {
            if (isFunction)
            {
                AppendFunction(id, url);
            }
            else
            {
                AppendAddress(id, port);
            }
        }
    }

    /// <summary>A function that nothing says how to invoke.</summary>
    public void AddFunction(string label, Node target)
    {
        var arn = Text(target, TargetGroupShape.Id);
        if (target.Find(TargetGroupShape.InvokeUrl.Name) is null && TargetIds.ProblemWith(arn, TargetType.Lambda, null) is null && Begin(label, ""))
        {
            AppendFunction(arn, InvokeUrl);
        }
    }

    public void AddTrustStore(string name) => _stores.Append(
        CultureInfo.InvariantCulture, $"  - {{ Name: {YamlText.Scalar(name)}, CaCertificatesBundle: ca.pem }}\n");

    /// <summary>False when a group of this name is there already, which is told elsewhere.</summary>
    private bool Begin(string label, string comment)
    {
        var isNew = _labels.Add(label);
        if (isNew)
        {
            var words = comment.Length == 0 ? "" : $"  # {Quoted.Sentence(comment)}";
            _targets.Append(CultureInfo.InvariantCulture, $"  {YamlText.Scalar(label)}:{words}\n");
        }

        return isNew;
    }

    private void AppendAddress(string id, int? port) => _targets.Append(
        CultureInfo.InvariantCulture,
        $"    - {{ Id: {(Addresses.TryParse(id, out var address) && !Addresses.IsIPv6(address) ? id : YamlText.Value(id))}, "
            + $"Port: {port ?? 8080} }}\n");

    private void AppendFunction(string arn, string url) => _targets.Append(
        CultureInfo.InvariantCulture, $"    - Id: {arn}\n      InvokeUrl: {(url == InvokeUrl ? url : YamlText.Value(url))}\n");

    private static string Words(Node target)
    {
        var (id, port, url) = (
            Text(target, TargetGroupShape.Id), Text(target, TargetGroupShape.TargetPort), Text(target, TargetGroupShape.InvokeUrl));
        return url.Length > 0 ? url
            : port.Length == 0 ? id
            : $"{Addresses.InUrl(id)}:{port}";
    }

    private static (string Id, int? Port, string Url) Asked(Resource group, Node target, bool isFunction)
    {
        var (id, url) = (Text(target, TargetGroupShape.Id), Text(target, TargetGroupShape.InvokeUrl));
        return isFunction
            ? (TargetIds.ProblemWith(id, TargetType.Lambda, null) is null ? id : Function, null,
                TargetIds.ProblemWithInvokeUrl(url) is null ? url : InvokeUrl)
            : (TargetIds.ProblemWith(id, TargetType.Ip, AddressType(group)) is null ? id : LoopbackOf(group),
                PortOf(Text(target, TargetGroupShape.TargetPort)) ?? PortOf(group), "");
    }

    private static TargetGroupAddressType AddressType(Resource group) =>
        group.Find(TargetGroupShape.IpAddressType).TryText(out var type) && type == TargetGroupShape.Ipv6
            ? TargetGroupAddressType.Ipv6
            : TargetGroupAddressType.Ipv4;

    private static string LoopbackOf(Resource group) => AddressType(group) == TargetGroupAddressType.Ipv6 ? "::1" : "127.0.0.1";

    private static int? PortOf(Resource group) =>
        PortOf(group.Find(TargetGroupShape.Port).AnyText());

    private static int? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= Bounds.LeastPort and <= Bounds.MostPort ? port : null;

    private static string Text(Node node, Property property) => node.Find(property.Name).AnyText();
}
