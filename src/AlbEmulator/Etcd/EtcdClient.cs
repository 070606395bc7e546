using Etcdserverpb;
using Grpc.Core;

namespace AlbEmulator.Etcd;

/// <summary>
/// Calls of an etcd: of one member as long as it answers, then of the next. Every call has an end; none is made again that
/// may count twice, which only its caller knows.
/// </summary>
internal sealed class EtcdClient : IDisposable
{
    /// <summary>Of the first call: a member that hangs costs no more. Where all are slow, they have more time from round to round.</summary>
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Of a call with those that are made in its place: after a leader that hangs, others have one again within four seconds, as etcd's
    /// documents would have it set.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly EtcdMember[] _members;
    private readonly EtcdSettings _settings;
    private int _current;
    private volatile string? _token;

    public EtcdClient(EtcdAddress address, EtcdTls? tls, EtcdSettings settings) =>
        (_members, _settings) = ([.. address.Members.Select(member => new EtcdMember(member, tls))], settings);

    /// <summary>Whether a call gives up once every member has failed: for as long as nobody else can begin.</summary>
    public bool IsImpatient { private get; set; }

    /// <summary>The member that calls go to.</summary>
    public EtcdMember Member => _members[(int)((uint)Volatile.Read(ref _current) % (uint)_members.Length)];

    /// <summary>Goes on with the next member, unless another call has done that.</summary>
    public void Leave(EtcdMember member)
    {
        var current = Volatile.Read(ref _current);
        if (_members[(int)((uint)current % (uint)_members.Length)] == member)
        {
            Interlocked.CompareExchange(ref _current, current + 1, current);
        }
    }

    /// <summary>Asks or tells something that counts once, however often it is said.</summary>
    /// <exception cref="EtcdUnavailableException">No member did it in time.</exception>
    public async Task<T> AskAsync<T>(Func<EtcdMember, CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellation = default)
    {
        var start = TimeProvider.System.GetTimestamp();
        var silent = new HashSet<EtcdMember>();
        var (round, isRenewed) = (1, false);
        for (var tries = 1; ; tries++)
        {
            var member = Answering(silent);
            try
            {
                var left = Patience - TimeProvider.System.GetElapsedTime(start);
                var within = Call * round <= left ? Call * round : left > Call ? left : Call;
                return await call(member, new CallOptions(await HeadersAsync(member, cancellation), Within(within), cancellation));
            }
            catch (Exception exception) when (IsOfTheMember(exception) && !cancellation.IsCancellationRequested)
            {
                Leave(member);
                if (TimeProvider.System.GetElapsedTime(start) > Patience || (IsImpatient && tries >= _members.Length))
                {
                    throw new EtcdUnavailableException(Words(member, exception));
                }

                if (exception is RpcException { StatusCode: StatusCode.DeadlineExceeded } && silent.Add(member) && silent.Count == _members.Length)
                {
                    silent.Clear();
                    round++;
                }

                await Task.Delay(Pause, cancellation);
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.Unauthenticated && _settings.User.Length > 0 && !isRenewed)
            {
                // Of etcd's "simple" tokens, which end with the member's run.
                (_token, isRenewed) = (null, true);
            }
            catch (RpcException refused) when (refused.StatusCode != StatusCode.OutOfRange && !cancellation.IsCancellationRequested)
            {
                throw new EtcdUnavailableException(Words(member, refused));
            }
        }
    }

    /// <summary>The member that calls go to, or the next that has not been silent: one that says why it cannot may soon be able to.</summary>
    private EtcdMember Answering(HashSet<EtcdMember> silent)
    {
        var member = Member;
        while (silent.Contains(member))
        {
            Leave(member);
            member = Member;
        }

        return member;
    }

    /// <summary>By when, as gRPC takes it.</summary>
    public static DateTime Within(TimeSpan time) => (TimeProvider.System.GetUtcNow() + time).UtcDateTime;

    /// <summary>What goes with a call: the token of the user, where there is one.</summary>
    public async Task<Metadata?> HeadersAsync(EtcdMember member, CancellationToken cancellation)
    {
        if (_settings.User.Length == 0)
        {
            return null;
        }

        _token ??= (await member.Users.AuthenticateAsync(
            new AuthenticateRequest { Name = _settings.User, Password = _settings.Password },
            new CallOptions(deadline: Within(Call), cancellationToken: cancellation))).Token;
        return new Metadata { { "token", _token ?? "" } };
    }

    /// <summary>Whether a failure is of the member or the way to it, so that another may do better; what came of the call is not known.</summary>
    public static bool IsOfTheMember(Exception exception) => exception switch
    {
        RpcException rpc => rpc.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Unknown
            or StatusCode.Cancelled or StatusCode.Aborted,
        HttpRequestException or IOException => true,
        _ => false,
    };

    /// <summary>A failure in words.</summary>
    public static string Words(EtcdMember member, Exception exception) => $"etcd at {member.Name} does not do it: {exception switch
    {
        RpcException { StatusCode: StatusCode.DeadlineExceeded } => "it did not answer in time",
        RpcException { Status.DebugException: { } broken } => Broken(broken),
        RpcException rpc => Machine.OneLine.Of(rpc.Status.Detail, 200),
        _ => Broken(exception),
    }}";

    private static string Broken(Exception exception)
    {
        var innermost = exception.GetBaseException();
        return innermost is HttpProtocolException or HttpIOException ? "the connection to it broke" : Machine.OneLine.Of(innermost.Message, 200);
    }

    public void Dispose() => Array.ForEach(_members, static member => member.Dispose());
}
