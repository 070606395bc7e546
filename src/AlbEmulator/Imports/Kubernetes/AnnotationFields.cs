using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// The fields of the JSON in annotations. Others the controller reads over without a word, whatever they were meant for: here they
/// are told, each with the place of its annotation.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/"/>
/// </summary>
internal static class AnnotationFields
{
    private static readonly SpecShape Either = Of("values", "regexValues");
    private static readonly SpecShape Values = Of("values");
    private static readonly SpecShape Rewrites = SpecShape.Of(("rewrites", SpecShape.ListOf(Of("regex", "replace"))));

    private static readonly SpecShape Action = SpecShape.Of(
        ("type", SpecShape.Free),
        ("targetGroupARN", SpecShape.Free),
        ("targetGroupName", SpecShape.Free),
        ("fixedResponseConfig", Of("contentType", "messageBody", "statusCode")),
        ("redirectConfig", Of("host", "path", "port", "protocol", "query", "statusCode")),
        ("forwardConfig", SpecShape.Of(
            ("targetGroups", SpecShape.ListOf(Of("targetGroupARN", "targetGroupName", "serviceName", "servicePort", "weight"))),
            ("targetGroupStickinessConfig", Of("enabled", "durationSeconds")))));

    private static readonly SpecShape Conditions = SpecShape.ListOf(SpecShape.Of(
        ("field", SpecShape.Free),
        ("hostHeaderConfig", Either),
        ("pathPatternConfig", Either),
        ("httpHeaderConfig", Of("httpHeaderName", "values", "regexValues")),
        ("httpRequestMethodConfig", Values),
        ("sourceIPConfig", Values),
        ("queryStringConfig", SpecShape.Of(("values", SpecShape.ListOf(Of("key", "value")))))));

    private static readonly SpecShape Transforms = SpecShape.ListOf(SpecShape.Of(
        ("type", SpecShape.Free), ("urlRewriteConfig", Rewrites), ("hostHeaderRewriteConfig", Rewrites)));

    private static readonly Dictionary<string, SpecShape> Named = new(StringComparer.Ordinal)
    {
        ["auth-idp-cognito"] = Of("userPoolARN", "userPoolClientID", "userPoolDomain", "authenticationRequestExtraParams"),
        ["auth-idp-oidc"] = Of(
            "issuer", "authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint", "secretName", "authenticationRequestExtraParams"),
        ["jwt-validation"] = SpecShape.Of(
            ("jwksEndpoint", SpecShape.Free), ("issuer", SpecShape.Free), ("additionalClaims", SpecShape.ListOf(Of("format", "name", "values")))),
        ["mutual-authentication"] = SpecShape.ListOf(Of("port", "mode", "trustStore", "ignoreClientCertificateExpiry", "advertiseTrustStoreCaNames")),
    };

    /// <summary>Tells of the fields that have no effect.</summary>
    /// <param name="manifest">Which has the annotation.</param>
    /// <param name="annotation">As it stands; what is no JSON is told by those who read it.</param>
    /// <param name="name">Its name, without the prefix.</param>
    /// <param name="import">Where it is told.</param>
    public static void Check(Manifest manifest, Entry annotation, string name, Import import)
    {
        if (ShapeOf(name) is { } shape && annotation.Value is Node.Scalar text && AnnotationJson.Read(text.Text, text.Origin) is { } json)
        {
            Check(json, shape, "", (field, words) => import.Note(
                text.Origin, $"{manifest.Words} has the field {Quoted.Plain(field)} in {Quoted.Plain(annotation.Name)}, which the controller does not read{words}"));
        }
    }

    private static SpecShape? ShapeOf(string name) => name.Split('.', 2) switch
    {
        ["actions", _] => Action,
        ["conditions", _] => Conditions,
        ["transforms", _] => Transforms,
        _ => Named.GetValueOrDefault(name),
    };

    private static void Check(Node node, SpecShape shape, string path, Action<string, string> tell)
    {
        switch (node, shape)
        {
            case (Node.Sequence list, SpecShape.List items):
                foreach (var item in list.Items)
                {
                    Check(item, items.Item, path, tell);
                }

                break;
            case (Node.Mapping mapping, SpecShape.Object known):
                foreach (var entry in mapping.Entries)
                {
                    var field = path.Length == 0 ? entry.Name : $"{path}.{entry.Name}";
                    if (known.Fields.FirstOrDefault(one => one.Key.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)).Value is { } found)
                    {
                        Check(entry.Value, found, field, tell);
                    }
                    else
                    {
                        tell(field, Spelling.DidYouMean(entry.Name, known.Fields.Keys));
                    }
                }

                break;
        }
    }

    private static SpecShape.Object Of(params IEnumerable<string> names) => SpecShape.Of([.. names.Select(name => (name, SpecShape.Free))]);
}
