using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the nodes of actions to the model.</summary>
internal static class ActionReader
{
    private static readonly (string Type, Property[] Properties)[] ByType =
    [
        (ActionShape.Forward, [ActionShape.TargetGroupArn, ActionShape.ForwardConfig]),
        (ActionShape.Redirect, [ActionShape.RedirectConfig]),
        (ActionShape.FixedResponse, [ActionShape.FixedResponseConfig]),
        (ActionShape.AuthenticateOidc, [ActionShape.AuthenticateOidcConfig]),
        (ActionShape.AuthenticateCognito, [ActionShape.AuthenticateCognitoConfig]),
        (ActionShape.JwtValidation, [ActionShape.JwtValidationConfig]),
    ];

    private static readonly string[] Routing = [ActionShape.Forward, ActionShape.Redirect, ActionShape.FixedResponse];

    /// <summary>The actions as far as they can be made out, in their order; what cannot was told.</summary>
    public static IReadOnlyList<RuleAction> Read(
        Node node, Property property, ListenerEnd listener, ReadingContext context)
    {
        var items = ReadingContext.Items(node, property).ToList();
        if (items.Count > 1)
        {
            items = [.. items.OrderBy(item => ReadingContext.Integer(item, ActionShape.Order) ?? Bounds.LeastOrder)];
        }

        CheckRouting(items, ReadingContext.Place(node, property), context);
        CheckOrder(items, context);
        CheckAdmission(items, listener, context);
        var actions = new List<RuleAction>(items.Count);
        foreach (var item in items)
        {
            if (ReadAction(item, listener, context) is { } action)
            {
                actions.Add(action);
            }
        }

        return actions;
    }

    /// <summary>Exactly one action decides where the request goes, and it is the last.</summary>
    private static void CheckRouting(List<Node> items, Origin place, ReadingContext context)
    {
        var types = items.ConvertAll(item => ReadingContext.Text(item, ActionShape.Type));
        var routing = types.Count(IsRouting);
        if (routing > 1)
        {
            context.Tell(
                place,
                $"has {routing} of forward, redirect and fixed-response: keep one, and remove the others",
                new Fault.SecondRoutingAction());
        }
        else if (routing == 1 && !IsRouting(types[^1]))
        {
            var at = types.FindIndex(IsRouting);
            context.Tell(
                ReadingContext.Place(items[at], ActionShape.Order),
                $"a {types[at]} action must be the last: give it the highest Order");
        }
        else if (items.Count > 0 && types.TrueForAll(IsAdmission))
        {
            context.Tell(place, "has no forward, redirect or fixed-response: add one with the highest Order, which says where requests go");
        }
    }

    /// <summary>Without an Order, or with the same, they are done as they stand; AWS has it written.</summary>
    private static void CheckOrder(List<Node> items, ReadingContext context)
    {
        if (items.Count < 2)
        {
            return;
        }

        var seen = new HashSet<int>();
        foreach (var item in items.Where(item => item is Node.Mapping))
        {
            if (item.Find(ActionShape.Order.Name) is not { } order)
            {
                context.TellHarmless(item.Origin, "Order is missing: each of several actions has one");
            }
            else if (ReadingContext.Integer(item, ActionShape.Order) is { } number && !seen.Add(number))
            {
                context.TellHarmless(order.Origin, $"another action of the rule has the Order {number} too: write another number");
            }
        }
    }

    /// <summary>At most one says who may pass, and clients speak TLS with it.</summary>
    private static void CheckAdmission(List<Node> items, ListenerEnd listener, ReadingContext context)
    {
        var admissions = items.FindAll(item => IsAdmission(ReadingContext.Text(item, ActionShape.Type)));
        foreach (var second in admissions.Skip(1))
        {
            context.Tell(
                ReadingContext.Place(second, ActionShape.Type),
                "is the second of authenticate-oidc, authenticate-cognito and jwt-validation: a rule has one of them at most, so remove one");
        }

        if (admissions.Count > 0 && listener.Protocol == "HTTP")
        {
            var type = ReadingContext.Text(admissions[0], ActionShape.Type)!;
            context.TellHarmless(
                ReadingContext.Place(admissions[0], ActionShape.Type),
                $"Actions of type '{type}' are supported only on HTTPS listeners",
                new Fault.NotOfHttp(type));
        }
    }

    private static bool IsRouting(string? type) => Routing.Contains(type);

    private static bool IsAdmission(string? type) => !IsRouting(type) && ByType.Any(row => row.Type == type);

    private static RuleAction? ReadAction(Node node, ListenerEnd listener, ReadingContext context)
    {
        var type = ReadingContext.Text(node, ActionShape.Type);
        if (!IsRouting(type) && !IsAdmission(type))
        {
            return null;
        }

        foreach (var (other, properties) in ByType)
        {
            foreach (var property in properties)
            {
                if (other != type && node.Find(property.Name) is { } wrong)
                {
                    context.Tell(wrong.Origin, $"{property.Name} does not go with {type}: remove it, or write {other}");
                }
            }
        }

        if (type == ActionShape.Forward)
        {
            return ForwardReader.Read(node, context);
        }

        var configuration = ByType.First(row => row.Type == type).Properties[0].Name;
        if (node.Find(configuration) is not { } config)
        {
            context.Tell(
                node.Origin,
                $"For actions of type '{type}', you must specify the following fields: '{configuration}'",
                new Fault.NoConfig(type!, configuration));
            return null;
        }

        return type switch
        {
            ActionShape.Redirect => RedirectReader.Read(config, listener, context),
            ActionShape.AuthenticateOidc => AuthenticateReader.Read(config, isCognito: false, context),
            ActionShape.AuthenticateCognito => AuthenticateReader.Read(config, isCognito: true, context),
            ActionShape.JwtValidation => JwtValidationReader.Read(config, context),
            _ => FixedResponseReader.Read(config),
        };
    }
}

/// <summary>What a client meets: of a redirect it depends where it may lead.</summary>
/// <param name="Protocol"><c>HTTP</c> or <c>HTTPS</c>.</param>
/// <param name="Port">0 when it is not known, which was told.</param>
internal sealed record ListenerEnd(string Protocol, int Port);
