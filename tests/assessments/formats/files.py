"""Files as other systems write them, with invented questions."""

GIFT = r"""// An invented export.
// question: 12  name: Kettle
$CATEGORY: $course$/top/Tea

::Kettle::[html]<p>Who fills the kettle\: the host or the guest?</p>{
	=<p>The host</p>#<p>Yes. The guest sits.</p>
	~<p>The guest &amp; the child</p>#A guest may offer.
	~%-50%Nobody
}

::Several::Which of these are cups? {
  ~%50%a bowl without a handle#Yes.
  ~%50%a glass
  ~%-100%a fork
}

::Pilaf::The host speaks of pilaf. {TRUE#Not quite.#Right.}

Two plus two is {=four =4 =%50%about four} in words.

::Match::Match each cup with its place. {
  =tea -> shelf
  =milk -> fridge
  = -> oven
}

::Number::How many cups? {#7:1#About a week's worth.}

// a range
::Range::How warm, in degrees? {#60..80}

::Values::How many guests? {#
  =5:0#Exactly.
  =%0%0:0.5#No one\: nobody counts so.
  =%50%6:0
}

::Escapes::Which sign is right\: 2 \= 2 or \{2\}? {=2 \= 2 ~\{2\} ~\#2 \~ 2}

::Essay::Write about your tea. {}

A sentence that is no question.

::Broken::Where is the end? {=here ~there

::Kettle::[html]<p>Who fills the kettle\: the host or the guest?</p>{=The host ~Other}

::Picture::[html]<img src\="@@PLUGINFILE@@/a.png">What is this? {=a cup ~a jug}

::None::Nothing is right. {~a ~b}
"""

MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top/Tea</text></category></question>
  <question type="multichoice">
    <name><text>Kettle</text></name>
    <questiontext format="html">
      <text><![CDATA[<p>Who fills the <b>kettle</b>?</p><p>Choose.</p>]]></text></questiontext>
    <generalfeedback format="html"><text>In this house the host does.</text></generalfeedback>
    <defaultgrade>1.0</defaultgrade><hidden>0</hidden><single>true</single>
    <answer fraction="100" format="html"><text>The host</text>
      <feedback format="html"><text></text></feedback></answer>
    <answer fraction="0" format="html"><text>The guest &amp;amp; co</text>
      <feedback format="html"><text>A guest may offer.</text></feedback></answer>
  </question>
  <question type="multichoice">
    <name><text>Several</text></name>
    <questiontext format="html"><text>Which are cups?</text></questiontext><single>false</single>
    <answer fraction="50"><text>a bowl</text></answer><answer fraction="50"><text>a glass</text></answer>
    <answer fraction="-100"><text>a fork</text></answer>
  </question>
  <question type="truefalse">
    <name><text>Pilaf</text></name><questiontext><text>There is pilaf.</text></questiontext>
    <answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer>
  </question>
  <question type="shortanswer">
    <name><text>Word</text></name><questiontext><text>Another word for chai?</text></questiontext>
    <usecase>1</usecase>
    <answer fraction="100"><text>tea</text></answer><answer fraction="0"><text>*</text></answer>
    <answer fraction="0"><text>coffee</text><feedback><text>Darker.</text></feedback></answer>
  </question>
  <question type="numerical">
    <name><text>Number</text></name><questiontext><text>How warm?</text></questiontext>
    <answer fraction="100"><text>70</text><tolerance>10</tolerance></answer>
    <units><unit><multiplier>1</multiplier><unit_name>degrees</unit_name></unit></units>
  </question>
  <question type="matching">
    <name><text>Match</text></name><questiontext><text>Where?</text></questiontext>
    <subquestion format="html"><text>tea</text><answer><text>shelf</text></answer></subquestion>
    <subquestion format="html"><text>milk</text><answer><text>fridge</text></answer></subquestion>
    <subquestion format="html"><text></text><answer><text>oven</text></answer></subquestion>
  </question>
  <question type="ordering">
    <name><text>Order</text></name><questiontext><text>In which order?</text></questiontext>
    <answer fraction="1"><text>boil</text></answer><answer fraction="2"><text>pour</text></answer>
  </question>
  <question type="essay"><name><text>Essay</text></name>
    <questiontext><text>Tell.</text></questiontext></question>
  <question type="cloze"><questiontext><text>{1:SA:=x}</text></questiontext></question>
  <question type="shortanswer">
    <name><text>Picture</text></name>
    <questiontext format="html"><text><![CDATA[<img src="@@PLUGINFILE@@/a.png">?]]></text>
      <file name="a.png" encoding="base64">AAAA</file></questiontext>
    <answer fraction="100"><text>cup</text></answer>
  </question>
</quiz>
"""
