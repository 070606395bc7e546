using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// <c>UseExistingClientSecret</c>: whoever changes an action that they cannot read the secret of leaves it as it is.
/// AWS's words for what is wrong with it are not known.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html"/>
/// </summary>
internal static class ExistingSecrets
{
    private static readonly string Flag = AuthenticateShape.UseExistingClientSecret.Name;
    private static readonly string Secret = AuthenticateShape.ClientSecret.Name;

    /// <summary>The settings of a call with the secrets that are to stay; the flag itself is not kept.</summary>
    /// <param name="given">What the call gives.</param>
    /// <param name="property">That of its actions.</param>
    /// <param name="old">The actions there were; null where a thing is made.</param>
    public static (Node.Mapping Settings, QueryError? Error) Taken(Node.Mapping given, Property property, Node? old)
    {
        if (given.Find(property.Name) is not Node.Sequence actions || !actions.Items.Any(action => ConfigOf(action).Find(Flag) is not null))
        {
            return (given, null);
        }

        var taken = new List<Node>();
        foreach (var action in actions.Items)
        {
            var (settled, error) = Taken(action, old);
            if (error is not null)
            {
                return (given, error);
            }

            taken.Add(settled);
        }

        return (Nodes.Merged(given, new Node.Mapping(given.Origin, [new Entry(property.Name, actions.Origin, actions with { Items = taken })])), null);
    }

    private static (Node Action, QueryError? Error) Taken(Node action, Node? old)
    {
        if (action is not Node.Mapping mapping || ConfigOf(action) is not Node.Mapping config || !config.Find(Flag).TryFlag(out var isUsed))
        {
            return (action, null);
        }

        var rest = Nodes.Without(config, Flag);
        if (!isUsed)
        {
            return (With(mapping, rest), null);
        }

        if (config.Find(Secret) is not null)
        {
            return (action, ActionErrors.Invalid($"You cannot specify both '{Secret}' and '{Flag}'"));
        }

        if (old is null)
        {
            return (action, ActionErrors.Invalid($"'{Flag}' is for actions that exist already: specify '{Secret}'"));
        }

        return Existing(action, old) is { } secret
            ? (With(mapping, Nodes.Merged(rest, new Node.Mapping(rest.Origin, [new Entry(Secret, rest.Origin, secret)]))), null)
            : (action, ActionErrors.Invalid(
                $"There is no '{Secret}' to be used: no existing action of type '{ActionShape.AuthenticateOidc}' has one in this place. "
                    + $"Specify '{Secret}'"));
    }

    /// <summary>The secret of the action with the same order, or else of the only one.</summary>
    private static Node? Existing(Node action, Node old)
    {
        var known = old.Items().Where(item => ConfigOf(item).Find(Secret) is not null).ToList();
        var same = known.Find(item => OrderOf(item) == OrderOf(action)) ?? (known.Count == 1 ? known[0] : null);
        return ConfigOf(same).Find(Secret);
    }

    private static Node.Mapping With(Node.Mapping action, Node.Mapping config) => Nodes.Merged(
        action,
        new Node.Mapping(action.Origin, [new Entry(ActionShape.AuthenticateOidcConfig.Name, config.Origin, config)]));

    private static Node? ConfigOf(Node? action) => action.Find(ActionShape.AuthenticateOidcConfig.Name);

    private static int OrderOf(Node action) => action.Find(ActionShape.Order.Name).TryInteger(out var order) ? order : Bounds.LeastOrder;
}
