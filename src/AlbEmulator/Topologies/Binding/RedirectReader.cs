using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the configuration of a redirect action to the model.</summary>
internal static class RedirectReader
{
    public static RuleAction.Redirect Read(Node config, ListenerEnd listener, ReadingContext context)
    {
        var isPermanent = ReadingContext.Text(config, RedirectShape.StatusCode) == RedirectShape.Permanent;
        var redirect = new RuleAction.Redirect(isPermanent ? 301 : 302)
        {
            Protocol = Part(config, RedirectShape.Protocol),
            Host = Part(config, RedirectShape.Host),
            Port = Part(config, RedirectShape.Port),
            Path = Part(config, RedirectShape.Path),
            Query = Part(config, RedirectShape.Query),
        };

        // What has no configuration to speak of, or a part that is not known, was told.
        if (config is Node.Mapping { Entries: var parts } && !parts.Any(part => part.Value is Node.Scalar { Kind: ScalarKind.Unknown }) &&
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
