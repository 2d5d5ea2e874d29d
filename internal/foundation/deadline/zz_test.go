package deadline_test
import ("testing";"fmt";"os";"bufio";"strings";"github.com/dondoc/dondoc/internal/foundation/deadline")
func TestZZ(t *testing.T){
 f,_:=os.Open("/tmp/words.txt"); sc:=bufio.NewScanner(f)
 for sc.Scan(){ if sc.Text()==""{continue}
  if strings.HasPrefix(sc.Text(),"#"){fmt.Println(sc.Text());continue}
  m:=deadline.Understand(sc.Text(),spoken())
  fmt.Printf("\t\t{%q, %q},\n",sc.Text(),told(m))}
}
