namespace AlbEmulator.Model;

/// <summary>
/// Where a thing was written down, so that a problem can point at it: a load balancer and a target group at its name,
/// a listener at its port, a rule at its priority.
/// </summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Path">Path within the file, such as <c>LoadBalancers[0].Listeners[1].Port</c>.</param>
public sealed record Origin(string File, int Line, string Path)
{
    /// <summary>For things that no file names, such as those an API call made.</summary>
    public static Origin None { get; } = new("", 0, "");
}
