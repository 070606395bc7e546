using System.Globalization;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Comparisons;

/// <summary>One of the two that are compared: where a request goes, by its URL, and whether its certificate counts.</summary>
internal abstract record Side
{
    /// <summary>Where a request goes, or why nowhere.</summary>
    /// <param name="scheme">Of its URL.</param>
    /// <param name="port">Of its URL.</param>
    public abstract (Destination? Destination, string? Problem) Find(string scheme, int port);

    /// <summary>Whether any certificate will do.</summary>
    public abstract bool TakesAnyone { get; }

    /// <summary>The load balancer that the user names.</summary>
    /// <param name="Host">A name or an address.</param>
    /// <param name="Scheme">Null where that of each request counts.</param>
    /// <param name="Port">Null where that of each request counts.</param>
    /// <param name="IsInsecure">Whether any certificate will do.</param>
    public sealed record Named(string Host, string? Scheme, int? Port, bool IsInsecure) : Side
    {
        private const string Example = "https://shop.example.com, or a host alone, whose port then is that of each request";

        public override bool TakesAnyone => IsInsecure;

        /// <summary>The load balancer, or what is wrong with how it is named.</summary>
        public static (Named? Side, string? Problem) Read(string text, bool isInsecure)
        {
            var (url, problem) = AskedUrl.Read(text);
            return url switch
            {
                null => (null, $"--against: {problem}"),
                { Host: null } => (null, $"--against takes a URL such as {Example}, not {Quoted.Text(text)}"),
                { Uri: not "/" } => (null, "--against has a path: leave it away, since the requests say theirs themselves"),
                _ => (new Named(url.Host.Trim('[', ']'), url.Scheme, url.Port, isInsecure), null),
            };
        }

        public override (Destination? Destination, string? Problem) Find(string scheme, int port) => Scheme is not null && Scheme != scheme
            ? (null, $"goes to {scheme}://, and --against is {Scheme}://: name the host alone there, so that each request goes to the port of its URL")
            : (new Destination(scheme, Host, Port ?? port), null);
    }

    /// <summary>The listeners of an emulator.</summary>
    /// <param name="Listeners">All of them.</param>
    public sealed record Listening(IReadOnlyList<ListeningPort> Listeners) : Side
    {
        /// <summary>Its certificate is one for development.</summary>
        public override bool TakesAnyone => true;

        public override (Destination? Destination, string? Problem) Find(string scheme, int port)
        {
            ListeningPort[] speaking = [.. Listeners.Where(listener => listener.Scheme == scheme)];
            ListeningPort[] found = [.. speaking.Where(listener => listener.Port == port)];
            found = found.Length > 0 ? found : [.. speaking.Where(listener => listener.Destination.Port == port)];
            found = found.Length == 0 && speaking.Length == 1 ? speaking : found;
            return found switch
            {
                [var only] => (only.Destination, null),
                [] => (null, $"goes to port {port.ToString(CultureInfo.InvariantCulture)} of {scheme}://, and the emulator has {(Listeners.Count == 0 ? "no listener" : List(Listeners))}"),
                _ => (null, $"may go to {List(found)} of the emulator: say which load balancer with --load-balancer"),
            };
        }

        private static string List(IEnumerable<ListeningPort> listeners) => string.Join(", ", listeners.Select(static listener =>
            $"{listener.Scheme}://…:{listener.Port.ToString(CultureInfo.InvariantCulture)} of {listener.LoadBalancer}"));
    }
}

/// <summary>A listener of an emulator.</summary>
/// <param name="LoadBalancer">Its name.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Port">The listener's own, whichever is bound.</param>
/// <param name="Destination">Where it answers.</param>
internal sealed record ListeningPort(string LoadBalancer, string Scheme, int Port, Destination Destination);
