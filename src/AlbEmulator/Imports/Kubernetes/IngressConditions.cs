using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>What <c>conditions.NAME</c> says beside the host and the path of a rule.</summary>
internal sealed class IngressConditions
{
    private static readonly string[] Fields =
    [
        ConditionShape.HostHeader, ConditionShape.PathPattern, ConditionShape.HttpHeader, ConditionShape.HttpRequestMethod, ConditionShape.QueryString,
        ConditionShape.SourceIp,
    ];

    private readonly List<Node> _others = [];

    public List<Node.Scalar> Hosts { get; } = [];

    public List<Node.Scalar> HostExpressions { get; } = [];

    public List<Node.Scalar> Paths { get; } = [];

    public List<Node.Scalar> PathExpressions { get; } = [];

    /// <summary>Conditions of their own, as a topology file has them, in their order.</summary>
    public IReadOnlyList<Node> Others => _others;

    /// <summary>Those of a backend.</summary>
    /// <param name="annotations">Of the Ingress.</param>
    /// <param name="backend">The name of the Service, or of the action.</param>
    public static IngressConditions Of(Annotations annotations, string backend)
    {
        var conditions = new IngressConditions();
        foreach (var item in AnnotationObject.ListOf(annotations, $"conditions.{backend}") ?? [])
        {
            conditions.Add(item);
        }

        return conditions;
    }

    private void Add(AnnotationObject item)
    {
        switch (item.Needed("field")?.Text)
        {
            case ConditionShape.HostHeader when Config(item, "hostHeaderConfig") is { } config:
                AddValues(config, Hosts, HostExpressions);
                break;
            case ConditionShape.PathPattern when Config(item, "pathPatternConfig") is { } config:
                AddValues(config, Paths, PathExpressions);
                break;
            case ConditionShape.HttpHeader when Config(item, "httpHeaderConfig") is { } config && config.Needed("httpHeaderName") is { } name:
                AddHeader(config, name);
                break;
            case ConditionShape.HttpRequestMethod when Config(item, "httpRequestMethodConfig") is { } config:
                AddOther(ConditionShape.HttpRequestMethod, "HttpRequestMethodConfig", config, NonEmpty(config));
                break;
            case ConditionShape.SourceIp when Config(item, "sourceIPConfig") is { } config:
                AddOther(ConditionShape.SourceIp, "SourceIpConfig", config, NonEmpty(config));
                break;
            case ConditionShape.QueryString when Config(item, "queryStringConfig") is { } config:
                AddQuery(config);
                break;
            case { } field when !Fields.Contains(field):
                item.Note($"has a condition of the field {Quoted.Text(field)}, which the controller does not know: it is ignored, and the rule takes more requests{Spelling.DidYouMean(field, Fields)}");
                break;
        }
    }

    private static AnnotationObject? Config(AnnotationObject item, string field)
    {
        if (!item.Has(field))
        {
            item.Tell($"has a condition without {field}");
        }

        return item.Object(field);
    }

    private static void AddValues(AnnotationObject config, List<Node.Scalar> values, List<Node.Scalar> expressions)
    {
        if (config.Has("values") == config.Has("regexValues") || config.Texts("values").Count + config.Texts("regexValues").Count == 0)
        {
            config.Tell("must have values or regexValues, one of the two, and they must not be empty");
            return;
        }

        values.AddRange(config.Texts("values"));
        expressions.AddRange(config.Texts("regexValues"));
    }

    private void AddHeader(AnnotationObject config, Node.Scalar name)
    {
        List<Node.Scalar> values = [], expressions = [];
        AddValues(config, values, expressions);
        var property = expressions.Count > 0 ? ConditionShape.RegexValues : ConditionShape.Values;
        _others.Add(ConditionNodes.Of(
            config.Origin,
            ConditionShape.HttpHeader,
            ConditionShape.HttpHeaderConfig,
            Nodes.Entry(ConditionShape.HttpHeaderName.Name, name),
            Nodes.Entry(property.Name, Nodes.Sequence(config.Origin, [.. values, .. expressions]))));
    }

    private static IReadOnlyList<Node.Scalar> NonEmpty(AnnotationObject config)
    {
        var values = config.Texts("values");
        if (values.Count == 0)
        {
            config.Tell("has a condition without values");
        }

        return values;
    }

    private void AddOther(string field, string property, AnnotationObject config, IReadOnlyList<Node.Scalar> values) =>
        _others.Add(ConditionNodes.Of(
            config.Origin, field, property, Nodes.Entry(ConditionShape.Values.Name, Nodes.Sequence(config.Origin, values))));

    private void AddQuery(AnnotationObject config)
    {
        var pairs = new List<Node>();
        if (config.Objects("values") is not { Count: > 0 } values)
        {
            config.Tell("has a query-string condition without values");
            return;
        }

        foreach (var pair in values)
        {
            if (pair.Text("value") is not { Text.Length: > 0 } value)
            {
                pair.Tell("has a query-string condition with an empty value");
                continue;
            }

            pairs.Add(Nodes.Mapping(
                pair.Origin,
                [
                    .. pair.Text("key") is { } key ? [Nodes.Entry(ConditionShape.Key.Name, key)] : (Entry[])[],
                    Nodes.Entry(ConditionShape.QueryValue.Name, value),
                ]));
        }

        _others.Add(ConditionNodes.Of(
            config.Origin, ConditionShape.QueryString, "QueryStringConfig", Nodes.Entry(ConditionShape.Values.Name, Nodes.Sequence(config.Origin, pairs))));
    }
}
