namespace AlbEmulator.Model;

/// <summary>
/// What keeps a client with its target.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html"/>
/// </summary>
/// <param name="Duration">How long a client stays after its last request, 1–604800 s.</param>
public abstract record TargetStickiness(TimeSpan Duration)
{
    /// <summary>A cookie of the load balancer's own, <c>AWSALB</c>.</summary>
    public sealed record LoadBalancerCookie(TimeSpan Duration) : TargetStickiness(Duration);

    /// <summary>The application's cookie, beside which the load balancer sets <c>AWSALBAPP</c>.</summary>
    public sealed record ApplicationCookie(string CookieName, TimeSpan Duration) : TargetStickiness(Duration);
}
