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

    private readonly UInt128?[] _groups =
        [.. targetGroupArns.Select(arn => arn is null ? (UInt128?)null : Digest.Of(arn))];

    private readonly GivenCookies _given =
        new(Name, duration, static (seals, group, expires) => new GroupMark(group, expires).Seal(seals));

    /// <summary>The index of the group to which the client belongs; -1 where one is to be chosen.</summary>
    public int Recall(AlbRequest request)
    {
        if (!_given.TryFind(request, out var value))
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
    public void Remember(AlbRequest request, int group) => _given.Give(request, _groups[group]!.Value);
}
