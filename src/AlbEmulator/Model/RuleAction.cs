namespace AlbEmulator.Model;

/// <summary>
/// What a rule does with a request.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html"/>
/// </summary>
public abstract record RuleAction
{
    private RuleAction()
    {
    }

    /// <summary>Sends the request to a target of one of the target groups, chosen by weight.</summary>
    public sealed record Forward(IReadOnlyList<WeightedTargetGroup> TargetGroups) : RuleAction
    {
        /// <summary>Forwards to one target group.</summary>
        public Forward(string targetGroupArn)
            : this([new WeightedTargetGroup(targetGroupArn)])
        {
        }

        /// <summary>How long a client stays with its target group, 1–604800 seconds; null: not at all.</summary>
        public TimeSpan? Stickiness { get; init; }

        public bool Equals(Forward? other) =>
            other is not null && Stickiness == other.Stickiness && TargetGroups.SequenceEqual(other.TargetGroups);

        public override int GetHashCode() => HashCode.Combine(Stickiness, TargetGroups.Count);
    }

    /// <summary>
    /// Sends the client elsewhere. Each part may hold <c>#{protocol}</c>, <c>#{host}</c>, <c>#{port}</c>,
    /// <c>#{path}</c> and <c>#{query}</c> as AWS allows them; the defaults keep what the request had.
    /// </summary>
    /// <param name="StatusCode">301 or 302.</param>
    public sealed record Redirect(int StatusCode) : RuleAction
    {
        /// <summary><c>HTTP</c>, <c>HTTPS</c> or <c>#{protocol}</c>.</summary>
        public string Protocol { get; init; } = "#{protocol}";

        public string Host { get; init; } = "#{host}";

        /// <summary>1–65535 or <c>#{port}</c>.</summary>
        public string Port { get; init; } = "#{port}";

        /// <summary>Begins with a slash.</summary>
        public string Path { get; init; } = "/#{path}";

        /// <summary>Without a question mark.</summary>
        public string Query { get; init; } = "#{query}";
    }

    /// <summary>Answers in place of a target.</summary>
    /// <param name="StatusCode">2xx, 4xx or 5xx.</param>
    public sealed record FixedResponse(int StatusCode) : RuleAction
    {
        /// <summary><c>text/plain</c>, <c>text/css</c>, <c>text/html</c>, <c>application/javascript</c> or <c>application/json</c>.</summary>
        public string ContentType { get; init; } = "text/plain";

        /// <summary>At most 1024 characters.</summary>
        public string MessageBody { get; init; } = "";
    }
}

/// <param name="TargetGroupArn">Where to.</param>
/// <param name="Weight">0–999: the share of the requests; 0 gets none.</param>
public sealed record WeightedTargetGroup(string TargetGroupArn, int Weight = 1);
