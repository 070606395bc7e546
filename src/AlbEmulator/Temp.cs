#pragma warning disable CS9113
using System.Net;
using AlbEmulator.Model;
using Serilog;
namespace AlbEmulator.ControlPlane
{
    public sealed class TopologyFiles(AlbSettings settings, Func<string, string?> env) {
        public IReadOnlyList<string> Locate(IReadOnlyList<string> f) => f;
        public TopologyReading Read(IReadOnlyList<string> f) {
            var tg = new TargetGroup { Name = "web", Arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/0123456789abcdef", Targets = [new Target("127.0.0.1", 9001)] };
            var none = new TargetGroup { Name = "none", Arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/none/0123456789abcdef", Targets = [] };
            var refused = new TargetGroup { Name = "refused", Arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/refused/0123456789abcdef", Targets = [new("127.0.0.1", 9)] };
            return new TopologyReading(new Topology([new LoadBalancer { Name = "demo", Arn = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/demo/0123456789abcdef", DnsName = "demo-123.us-east-1.elb.amazonaws.com", BindAddress = IPAddress.Loopback, Attributes = new() { IdleTimeout = TimeSpan.FromSeconds(5) },
              Listeners = [new Listener { Arn = "l", Port = 8080, Protocol = ListenerProtocol.Http, DefaultActions = [new RuleAction.Forward(tg.Arn)], Rules = [new Rule { Arn="r", Priority = 10, Conditions = [new Condition.PathPattern(["/none*"])], Actions = [new RuleAction.Forward(none.Arn)] }, new Rule { Arn="r", Priority = 20, Conditions = [new Condition.PathPattern(["/refused*"])], Actions = [new RuleAction.Forward(refused.Arn)] } ] }] }], [tg, none, refused]), []);
        }
    }
    public sealed class HostNames : BackgroundService {
        public event Action? Changed;
        public ValueTask ResolveAsync(Topology t, CancellationToken c) { Changed?.Invoke(); return default; }
        public IReadOnlyList<IPAddress> AddressesOf(string id) => [IPAddress.Parse(id)];
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
    public sealed class TopologyWatch(IReadOnlyList<string> f) : BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }
}
namespace AlbEmulator.Commands {
  public static class ProgramLog { public static Serilog.ILogger Create(IConfiguration c, AlbSettings s) => new LoggerConfiguration().MinimumLevel.Warning().MinimumLevel.Override("Yarp", Serilog.Events.LogEventLevel.Fatal).WriteTo.Console().CreateLogger(); }
  public static class Banner { public static string Render(Topology t, AlbSettings s, string v) => "started"; }
  internal static class CommandLine { public static Task<int> RunAsync(string[] a) => RunCommand.RunAsync(new ConfigurationBuilder().Build(), new AlbSettings { AccessLog = "/tmp/access.log" }, a); }
}
