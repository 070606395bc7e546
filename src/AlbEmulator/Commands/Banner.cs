using System.Globalization;
using System.Net;
using System.Text;
using AlbEmulator.Listeners.Certificates;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.TargetGroups;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary>
/// What is told at start: where it listens, what it does with a request, what came from where, and what to try. Of a large
/// topology it tells the beginning, and how much more there is.
/// </summary>
internal static class Banner
{
    /// <summary>A longer condition pushes its own arrow to the right, not everyone's.</summary>
    private const int LongestAligned = 44;

    private const int MostListeners = 8;
    private const int MostRules = 8;
    private const int MostTargetGroups = 16;

    /// <summary>Of conditions, of actions and of targets.</summary>
    private const int LongestWords = 160;

    /// <summary>Plain text; colours would end up in files.</summary>
    /// <param name="topology">What runs.</param>
    /// <param name="settings">Where things are.</param>
    /// <param name="version">Of this build.</param>
    /// <param name="stateFile">Where that is kept which the API made.</param>
    /// <param name="isTrusted">Whether programs of this machine trust the development certificate.</param>
    public static string Render(Topology topology, AlbSettings settings, string version, string stateFile = "", bool isTrusted = false)
    {
        var text = new StringBuilder();
        var groups = topology.TargetGroups.ToDictionary(static group => group.Arn, static group => group.Name);
        text.Append(CultureInfo.InvariantCulture, $"AlbEmulator {version}\n");
        var (listeners, told) = (0, 0);
        foreach (var loadBalancer in topology.LoadBalancers)
        {
            listeners += loadBalancer.Listeners.Count;
            if (told < MostListeners)
            {
                text.Append(CultureInfo.InvariantCulture, $"\nLoad balancer {loadBalancer.Name}{From(loadBalancer.Origin, stateFile)}\n");
            }

            foreach (var listener in loadBalancer.Listeners.Take(MostListeners - told))
            {
                AppendListener(text, loadBalancer, listener, groups, settings.IgnoreHostPort);
                told++;
            }
        }

        AppendMore(text, listeners - told, "listener");
        AppendTargetGroups(text, topology.TargetGroups, topology.WeightedGroups(), stateFile);
        AppendPlaces(text, topology, settings, isTrusted);
        return text.ToString();
    }

    /// <summary>What the API made has its ARN in the place of a file.</summary>
    private static string From(Origin origin, string stateFile) => origin.File switch
    {
        "" => "",
        ['a', 'r', 'n', ':', ..] => stateFile.Length == 0 ? "" : $" from {stateFile}",
        var file => $" from {file}{(ManifestPlace.ObjectOf(origin) is { } manifest ? $", {Cut(manifest)}" : "")}",
    };

    private static void AppendMore(StringBuilder text, int count, string noun, string indent = "  ")
    {
        if (count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}and {count:N0} more {noun}{(count == 1 ? "" : "s")}\n");
        }
    }

    private static void AppendListener(
        StringBuilder text,
        LoadBalancer loadBalancer,
        Listener listener,
        Dictionary<string, string> groups,
        bool ignoresHostPort)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {Places(loadBalancer, listener)}\n");
        var left = listener.Rules.Count - MostRules;
        var rules = listener.Rules
            .Take(MostRules)
            .Select(rule => (
                Priority: rule.Priority.ToString(CultureInfo.InvariantCulture),
                Conditions: Cut(string.Join(" and ", rule.Conditions.Select(RuleWords.Of))),
                Actions: Cut(RuleWords.Of(rule.Actions, rule.Transforms, groups))))
            .Append((
                Priority: "default", Conditions: "", Actions: RuleWords.Of(listener.DefaultActions, [], groups)))
            .ToArray();
        var width = Math.Min(LongestAligned, rules.Max(static rule => rule.Conditions.Length));
        foreach (var (priority, conditions, actions) in rules)
        {
            if (priority == "default")
            {
                AppendMore(text, left, "rule", "    ");
            }

            text.Append("    ").Append(priority.PadRight("default".Length)).Append("  ");
            text.Append(width == 0 ? "" : conditions.PadRight(width) + "  ").Append("→ ").Append(actions).Append('\n');
        }

        var unmatched = ignoresHostPort ? [] : HostPorts.Unmatched(listener);
        if (unmatched.Count > 0)
        {
            var (which, example) = (Cut(string.Join(", ", unmatched.Take(LongestWords).Select(static rule => rule.Priority))), unmatched[0]);
            text.Append(CultureInfo.InvariantCulture, $"    Note: {HostPorts.Told(listener, example)} (rule {which})\n");
        }
    }

    private static string Cut(string words) => words.Length <= LongestWords ? words : $"{words.AsSpan(0, LongestWords)}…";

    private static void AppendTargetGroups(
        StringBuilder text, IReadOnlyList<TargetGroup> groups, HashSet<string> weighted, string stateFile)
    {
        if (groups.Count == 0)
        {
            return;
        }

        text.Append("\nTarget groups\n");
        var told = groups.Take(MostTargetGroups).ToArray();
        var width = told.Max(static group => group.Name.Length);
        foreach (var group in told)
        {
            text.Append("  ").Append(group.Name.PadRight(width)).Append("  ");
            text.Append(TargetGroupWords.Of(group, weighted.Contains(group.Arn), LongestWords)).Append(From(group)).Append('\n');
        }

        AppendMore(text, groups.Count - told.Length, "target group");

        // Files are many, and the state is one: that a group is not the file's is the news.
        string From(TargetGroup group) => group.Origin.File.StartsWith("arn:", StringComparison.Ordinal) ? Banner.From(group.Origin, stateFile)
            : ManifestPlace.ObjectOf(group.Origin) is { } manifest ? $" ({manifest})"
            : "";
    }

    private static void AppendPlaces(StringBuilder text, Topology topology, AlbSettings settings, bool isTrusted)
    {
        var accessLog = settings.AccessLog switch
        {
            "" => "off (Alb:AccessLog is empty)",
            "-" => "standard output",
            var path => path,
        };
        var control = settings switch
        {
            { ControlUrl: "" } => "off (Alb:ControlUrl is empty)",
            { ControlToken: "" } => settings.ControlUrl,
            _ => $"{settings.ControlUrl} (asks for the token of Alb:ControlToken)",
        };
        text.Append(CultureInfo.InvariantCulture, $"\nAccess log  {accessLog}\n");
        if (DevelopmentNames.AreNeeded(topology))
        {
            text.Append("Certificate ").Append(CertificateWords.Place(settings, isTrusted)).Append('\n');
        }

        var first = topology.LoadBalancers.FirstOrDefault(static loadBalancer => loadBalancer.Listeners.Count > 0);
        text.Append(first is null
            ? "No load balancer has a listener: there is nothing to ask.\n"
            : $"Try         curl {CertificateWords.CurlOption(first.Listeners[0], settings, isTrusted)}{ListenerUrls.Of(first.BindAddresses[0], first.Listeners[0])}\n");
        text.Append(CultureInfo.InvariantCulture, $"Control     {control}\n");
        if (ConsoleUrl(settings) is { } console)
        {
            text.Append(CultureInfo.InvariantCulture, $"Console     {console}\n");
        }
    }

    /// <summary>Where a browser opens the console, and who else can; null where there is no control port.</summary>
    private static string? ConsoleUrl(AlbSettings settings)
    {
        if (ControlAddress.Of(settings) is not [var taken, ..])
        {
            return null;
        }

        var host = Addresses.IsAny(taken.Address) ? "localhost" : Addresses.InUrl(taken.Address.ToString());
        var url = $"http://{host}:{taken.Port}/";
        return settings.ControlToken.Length > 0 || IPAddress.IsLoopback(taken.Address)
            ? url
            : $"{url} (and for whoever reaches {(Addresses.IsAny(taken.Address) ? "this machine" : host)}: Alb:ControlToken has them show a token)";
    }


    /// <summary>Where a listener answers; that <c>localhost</c> is an address of each family is said.</summary>
    private static string Places(LoadBalancer loadBalancer, Listener listener)
    {
        var urls = ListenerUrls.Of(loadBalancer, listener);
        return string.Join(" and ", urls)
            + (urls.Count < loadBalancer.BindAddresses.Count ? $" ({string.Join(" and ", loadBalancer.BindAddresses)})" : "");
    }
}
