namespace AlbEmulator.Model;

/// <summary>
/// What a rule does with a request.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html"/>
/// </summary>
public abstract record RuleAction
{
    /// <summary>What the cookies of a session are called, unless it is said.</summary>
    public const string DefaultSessionCookieName = "AWSELBAuthSessionCookie";

    /// <summary>What a provider is asked to tell, unless it is said.</summary>
    public const string DefaultScope = "openid";

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

    /// <summary>
    /// Lets those pass who have logged in, before another action says where their requests go.
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html"/>
    /// </summary>
    /// <param name="Provider">Where they log in.</param>
    public sealed record Authenticate(IdentityProvider Provider) : RuleAction
    {
        /// <summary>The path that a provider sends browsers back to: it is taken from the rules of every such listener.</summary>
        public const string CallbackPath = "/oauth2/idpresponse";

        /// <summary>The user pool, where it is one of Amazon Cognito: <c>authenticate-cognito</c> and not <c>authenticate-oidc</c>.</summary>
        public string? UserPoolArn { get; init; }

        /// <summary>What the cookies are called in which a browser keeps its session, without the dash and the number.</summary>
        public string SessionCookieName { get; init; } = DefaultSessionCookieName;

        /// <summary>What the provider is asked to tell, with blanks between; <c>openid</c> is among it.</summary>
        public string Scope { get; init; } = DefaultScope;

        /// <summary>How long a login is good, from 1 s to 7 days, whatever the provider says.</summary>
        public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromDays(7);

        /// <summary>What else the authorization endpoint is told: at most 10, in this order.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> ExtraParams { get; init; } = [];

        public OnUnauthenticatedRequest OnUnauthenticatedRequest { get; init; }

        /// <summary>As the API names it.</summary>
        public string Type => UserPoolArn is null ? "authenticate-oidc" : "authenticate-cognito";

        public bool Equals(Authenticate? other) =>
            other is not null && Provider == other.Provider && UserPoolArn == other.UserPoolArn
            && SessionCookieName == other.SessionCookieName && Scope == other.Scope && SessionTimeout == other.SessionTimeout
            && ExtraParams.SequenceEqual(other.ExtraParams) && OnUnauthenticatedRequest == other.OnUnauthenticatedRequest;

        public override int GetHashCode() => HashCode.Combine(Provider, SessionCookieName);
    }

    /// <summary>
    /// Lets requests pass that bear a token, before another action says where they go.
    /// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-verify-jwt.html"/>
    /// </summary>
    /// <param name="JwksEndpoint">The URL of the keys by which the issuer signs.</param>
    /// <param name="Issuer">Compared with <c>iss</c> as it stands.</param>
    public sealed record JwtValidation(string JwksEndpoint, string Issuer) : RuleAction
    {
        /// <summary>At most 10; all of them must hold.</summary>
        public IReadOnlyList<JwtClaim> AdditionalClaims { get; init; } = [];

        /// <inheritdoc cref="IdentityProvider.EchoPort"/>
        public int? EchoPort { get; init; }

        public bool Equals(JwtValidation? other) =>
            other is not null && JwksEndpoint == other.JwksEndpoint && Issuer == other.Issuer && EchoPort == other.EchoPort
            && AdditionalClaims.SequenceEqual(other.AdditionalClaims);

        public override int GetHashCode() => HashCode.Combine(JwksEndpoint, Issuer, AdditionalClaims.Count);
    }
}

/// <summary>What becomes of a request of somebody who has not logged in.</summary>
public enum OnUnauthenticatedRequest
{
    /// <summary>The client is sent to the provider.</summary>
    Authenticate,

    /// <summary>It goes on, and nothing is said of a user.</summary>
    Allow,

    /// <summary>It is answered 401.</summary>
    Deny,
}

/// <param name="TargetGroupArn">Where to.</param>
/// <param name="Weight">0–999: the share of the requests; 0 gets none.</param>
public sealed record WeightedTargetGroup(string TargetGroupArn, int Weight = 1);
