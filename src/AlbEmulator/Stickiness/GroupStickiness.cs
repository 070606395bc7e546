using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Stickiness;

/// <summary>
/// Keeps each client with the target group that was chosen for it, by the cookies <c>AWSALBTG</c> and <c>AWSALBTGCORS</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions"/>
/// </summary>
/// <param name="targetGroupArns">The groups of the rule; null for one that gets no requests.</param>
/// <param name="duration">How long a client stays after its last request.</param>
internal sealed class GroupStickiness(IReadOnlyList<string?> targetGroupArns, TimeSpan duration)
{
    private const string Name = "AWSALBTG";
    private const string CorsName = "AWSALBTGCORS";

    private readonly UInt128?[] _groups =
        [.. targetGroupArns.Select(arn => arn is null ? (UInt128?)null : Digest.Of(arn))];

    /// <summary>The index of the group to which the client belongs; -1 where one is to be chosen.</summary>
    public int Recall(AlbRequest request)
    {
        var cookies = request.Context.Request.Headers.Cookie;
        if (!CookieHeader.TryFind(cookies, CorsName, out var value) && !CookieHeader.TryFind(cookies, Name, out value))
        {
            return -1;
        }

        if (GroupMark.Open(request.Listener.CookieSeals, value) is not { } mark)
        {
            request.ErrorReason = "AWSALBTGCookieInvalid";
            return -1;
        }

        return mark.Expires > request.Connection.Time.GetUtcNow() ? Array.IndexOf(_groups, mark.Group) : -1;
    }

    /// <summary>Has the response tell the client to which group it belongs: every response, each time anew.</summary>
    public void Remember(AlbRequest request, int group)
    {
        var mark = new GroupMark(_groups[group]!.Value, request.Connection.Time.GetUtcNow() + duration);
        AddedCookies.AddWithCors(request, Name, CorsName, mark.Seal(request.Listener.CookieSeals));
    }
}
