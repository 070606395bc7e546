using System.Globalization;
using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>What sources do not know, as a topology file to be filled in and named beside them.</summary>
internal sealed class MissingTargets
{
    private readonly StringBuilder _targets = new();
    private readonly StringBuilder _stores = new();

    /// <summary>Null when nothing is missing.</summary>
    public string? Overlay => _targets.Length + _stores.Length == 0
        ? null
        : (_targets.Length == 0 ? "" : $"Targets:\n{_targets}") + (_stores.Length == 0 ? "" : $"TrustStores:\n{_stores}");

    public static string Problem(string name, TargetHint? hint)
    {
        var what = hint is null ? "" : $", {hint.Words}{(hint.Port.Length == 0 ? "" : $" on port {hint.Port}")}";
        return $"its targets are known only to AWS{what}: write those of your machine as Targets: {{ {name}: [ … ] }} in a "
            + "file beside this one";
    }

    public void Add(Resource group, string label, bool isFunction, TargetHint? hint)
    {
        if (isFunction)
        {
            AppendFunction(label, "arn:aws:lambda:us-east-1:000000000000:function:NAME");
            return;
        }

        var port = hint is { Port.Length: > 0 } ? hint.Port : Text(group, TargetGroupShape.Port) ?? "8080";
        var comment = hint is null ? "" : $"  # {hint.Words}";
        var loopback = Text(group, TargetGroupShape.IpAddressType) == TargetGroupShape.Ipv6 ? "\"::1\"" : "127.0.0.1";
        _targets.Append(CultureInfo.InvariantCulture, $"  {YamlText.Scalar(label)}:{comment}\n    - {{ Id: {loopback}, Port: {port} }}\n");
    }

    public void AddFunction(string label, Node target)
    {
        if (target.Find(TargetGroupShape.Id.Name).TryText(out var arn) && target.Find(TargetGroupShape.InvokeUrl.Name) is null)
        {
            AppendFunction(label, arn);
        }
    }

    public void AddTrustStore(string name) => _stores.Append(
        CultureInfo.InvariantCulture, $"  - {{ Name: {YamlText.Scalar(name)}, CaCertificatesBundle: ca.pem }}\n");

    private void AppendFunction(string name, string arn) => _targets.Append(
        CultureInfo.InvariantCulture,
        $"  {YamlText.Scalar(name)}:\n    - Id: {arn}\n      InvokeUrl: http://localhost:9000/2015-03-31/functions/function/invocations\n");

    private static string? Text(Resource resource, Property property) =>
        resource.Find(property).TryAny(out var text) ? text : null;
}
