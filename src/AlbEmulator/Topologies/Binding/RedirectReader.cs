using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the node of a redirect action to the model.</summary>
internal static class RedirectReader
{
    /// <summary>Null when it has no configuration, which was told.</summary>
    public static RuleAction.Redirect? Read(Node node, ListenerEnd listener, ReadingContext context)
    {
        if (node.Find(ActionShape.RedirectConfig.Name) is not { } config)
        {
            context.Tell(
                node.Origin,
                "For actions of type 'redirect', you must specify the following fields: 'RedirectConfig'",
                new Fault.NoConfig(ActionShape.Redirect, ActionShape.RedirectConfig.Name));
            return null;
        }

        var isPermanent = ReadingContext.Text(config, RedirectShape.StatusCode) == RedirectShape.Permanent;
        var redirect = new RuleAction.Redirect(isPermanent ? 301 : 302)
        {
            Protocol = Part(config, RedirectShape.Protocol),
            Host = Part(config, RedirectShape.Host),
            Port = Part(config, RedirectShape.Port),
            Path = Part(config, RedirectShape.Path),
            Query = Part(config, RedirectShape.Query),
        };

        // What has no configuration to speak of was told.
        if (config is Node.Mapping &&
            RedirectValues.ProblemWith(redirect, listener.Protocol, listener.Port) is { } problem)
        {
            var fault = RedirectValues.IsLoop(redirect, listener.Protocol, listener.Port) ? new Fault.RedirectLoop() : null;
            context.Tell(config.Origin, problem, fault);
        }

        return redirect;
    }

    private static string Part(Node config, Property property) =>
        ReadingContext.Text(config, property) ?? property.Default!;
}
