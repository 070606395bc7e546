using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Actions, conditions and transforms as the API tells them: what was given, with what AWS adds of its own.
/// </summary>
internal static class DescribedNodes
{
    private static readonly Property[] RedirectParts =
        [RedirectShape.Protocol, RedirectShape.Port, RedirectShape.Host, RedirectShape.Path, RedirectShape.Query];

    public static void WriteActions(QueryXml xml, string name, Node? actions) =>
        xml.List(name, actions.Items(), (member, action) => Write(member, Action(action)));

    public static void WriteConditions(QueryXml xml, Node? conditions) =>
        xml.List("Conditions", conditions.Items(), (member, condition) => Write(member, Condition(condition)));

    public static void WriteTransforms(QueryXml xml, Node? transforms) =>
        xml.List("Transforms", transforms.Items(), Write);

    private static void Write(QueryXml xml, Node node)
    {
        if (node is not Node.Mapping mapping)
        {
            return;
        }

        foreach (var (name, _, value) in mapping.Entries)
        {
            switch (value)
            {
                case Node.Scalar scalar:
                    xml.Text(name, scalar.Text);
                    break;
                case Node.Sequence { Items: [Node.Scalar, ..] } texts:
                    xml.List(name, texts.Items.OfType<Node.Scalar>().Select(item => item.Text));
                    break;
                case Node.Sequence list:
                    xml.List(name, list.Items, Write);
                    break;
                case Node.Mapping map when name == AuthenticateShape.ExtraParams.Name:
                    xml.Map(name, map.Entries.Select(entry => (entry.Name, entry.Value.AnyText())));
                    break;
                default:
                    xml.Element(name, element => Write(element, value));
                    break;
            }
        }
    }

    private static Node Action(Node action) => action.Find("Type").TryText(out var type) ? type switch
    {
        ActionShape.Forward => Forward(action),
        ActionShape.Redirect => Redirect(action),
        ActionShape.AuthenticateOidc => Authenticate(action, ActionShape.AuthenticateOidcConfig),
        ActionShape.AuthenticateCognito => Authenticate(action, ActionShape.AuthenticateCognitoConfig),
        _ => action,
    } : action;

    /// <summary>Both forms of a forward action, as far as there is one target group.</summary>
    private static Node.Mapping Forward(Node action)
    {
        var config = action.Find("ForwardConfig");
        var groups = config.Find("TargetGroups").Items();
        var only = action.Find("TargetGroupArn") ?? (groups.Count == 1 ? groups[0].Find("TargetGroupArn") : null);
        var weighted = groups.Count > 0
            ? groups.Select(group => WithDefault(group, "Weight", "1"))
            : [Nodes.Object(Origin.None, [("TargetGroupArn", only), ("Weight", Nodes.Text("1"))])];
        var stickiness = config.Find("TargetGroupStickinessConfig") ?? new Node.Mapping(Origin.None, []);
        return Nodes.Object(Origin.None,
        [
            ("Type", action.Find("Type")),
            ("TargetGroupArn", groups.Count > 1 ? null : only),
            ("Order", action.Find("Order")),
            ("ForwardConfig", Nodes.Object(Origin.None,
            [
                ("TargetGroups", Nodes.List(weighted)),
                ("TargetGroupStickinessConfig", WithDefault(stickiness, "Enabled", "false")),
            ])),
        ]);
    }

    /// <summary>Without the secret, which is told to nobody; an issuer that the emulator is itself is told as it was written.</summary>
    private static Node Authenticate(Node action, Property property)
    {
        if (action is not Node.Mapping mapping || action.Find(property.Name) is not Node.Mapping config)
        {
            return action;
        }

        Node told = Nodes.Without(config, AuthenticateShape.ClientSecret.Name, AuthenticateShape.UseExistingClientSecret.Name);
        foreach (var defaulted in AuthenticateShape.Defaulted)
        {
            told = WithDefault(told, defaulted.Name, defaulted.Default!);
        }

        return Nodes.Merged(mapping, Nodes.Object(Origin.None, [(property.Name, told)]));
    }

    private static Node.Mapping Redirect(Node action)
    {
        var config = action.Find("RedirectConfig");
        return Nodes.Object(Origin.None,
        [
            ("Type", action.Find("Type")),
            ("Order", action.Find("Order")),
            ("RedirectConfig", Nodes.Object(Origin.None,
            [
                .. RedirectParts.Select(part => (part.Name, config.Find(part.Name) ?? Nodes.Text(part.Default))),
                ("StatusCode", config.Find("StatusCode")),
            ])),
        ]);
    }

    /// <summary>Hosts and paths stand in both places.</summary>
    private static Node Condition(Node condition)
    {
        var field = condition.Find("Field").TryText(out var name)
            ? ConditionShape.Fields.FirstOrDefault(known => known.Name == name)
            : null;
        if (field is not { TakesValues: true })
        {
            return condition;
        }

        var config = condition.Find(field.Config.Name);
        var values = condition.Find("Values") ?? config.Find("Values");
        var regexes = condition.Find("RegexValues") ?? config.Find("RegexValues");
        return Nodes.Object(Origin.None,
        [
            ("Field", condition.Find("Field")),
            ("Values", values),
            ("RegexValues", regexes),
            (field.Config.Name, Nodes.Object(Origin.None, [("Values", values), ("RegexValues", regexes)])),
        ]);
    }

    private static Node WithDefault(Node node, string name, string value) =>
        node is Node.Mapping mapping && mapping.Find(name) is null
            ? Nodes.Merged(mapping, Nodes.Object(Origin.None, [(name, Nodes.Text(value))]))
            : node;
}
