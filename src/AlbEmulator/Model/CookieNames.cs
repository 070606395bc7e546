namespace AlbEmulator.Model;

/// <summary>
/// What the application's cookie may be called.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html#application-based-stickiness"/>
/// </summary>
public static class CookieNames
{
    /// <summary>The names of all cookies of a load balancer begin with it: AWSALB, AWSALBAPP, AWSALBTG.</summary>
    private const string Reserved = "AWSALB";

    /// <summary>What is wrong with a name, or null; empty is none.</summary>
    public static string? ProblemWith(string name)
    {
        if (name.StartsWith(Reserved, StringComparison.Ordinal))
        {
            return "must not begin with AWSALB, AWSALBAPP or AWSALBTG, the cookies of the load balancer: " +
                $"write the name of the application's cookie, not {Quoted.Text(name)}";
        }

        return name.AsSpan().IndexOfAnyExcept(HttpToken.Set) is var at and >= 0
            ? $"must not hold {Quoted.Text(name[at].ToString())}: write the name of a cookie, such as JSESSIONID"
            : null;
    }
}
